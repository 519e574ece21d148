-- When a story is ready and when it is done: what a product says of it beside what it says by itself, what people tick.

-- A row of a definition. Of a row that is checked by machine there is one only where its level is not the usual one.
CREATE TABLE definition_row (
    id BLOB NOT NULL PRIMARY KEY,
    product BLOB NOT NULL,
    -- ready or done.
    definition TEXT NOT NULL,
    -- What is checked, of a row that people do not tick.
    code TEXT,
    place INTEGER NOT NULL,
    words TEXT NOT NULL,
    -- off, advisory or enforced.
    level TEXT NOT NULL,
    hidden_at INTEGER
) STRICT;
CREATE INDEX definition_row_of_product ON definition_row (product, place);

-- A row that somebody ticked on a story.
CREATE TABLE definition_tick (
    story BLOB NOT NULL REFERENCES thing (id),
    definition_row BLOB NOT NULL REFERENCES definition_row (id),
    by_person BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (story, definition_row)
) STRICT, WITHOUT ROWID;

-- All that a story lacks, whether the product asks for it or not; “missing” is what it asks for.
ALTER TABLE story ADD COLUMN lacks TEXT NOT NULL DEFAULT '';
UPDATE story SET lacks = missing WHERE missing <> '';
