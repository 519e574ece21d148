CREATE TABLE search (
    thing UUID NOT NULL PRIMARY KEY,
    product UUID NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    lexemes TSVECTOR NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED
);
CREATE INDEX search_lexemes ON search USING gin (lexemes);
