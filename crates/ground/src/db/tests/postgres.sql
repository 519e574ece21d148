CREATE TABLE counter (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL,
    CONSTRAINT counter_not_negative CHECK (value >= 0)
);
CREATE TABLE sample (
    id UUID NOT NULL PRIMARY KEY,
    whole BIGINT,
    part DOUBLE PRECISION,
    text TEXT COLLATE "C",
    bytes BYTEA,
    parent UUID,
    CONSTRAINT sample_text UNIQUE (text),
    CONSTRAINT sample_parent FOREIGN KEY (parent) REFERENCES sample (id)
);
CREATE UNIQUE INDEX sample_whole ON sample (whole, part);
