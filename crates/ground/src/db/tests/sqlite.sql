CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL,
    CONSTRAINT counter_not_negative CHECK (value >= 0)
) STRICT;
CREATE TABLE sample (
    id BLOB NOT NULL PRIMARY KEY,
    whole INTEGER,
    part REAL,
    text TEXT,
    bytes BLOB,
    parent BLOB,
    CONSTRAINT sample_text UNIQUE (text),
    CONSTRAINT sample_parent FOREIGN KEY (parent) REFERENCES sample (id)
) STRICT;
CREATE UNIQUE INDEX sample_whole ON sample (whole, part);
