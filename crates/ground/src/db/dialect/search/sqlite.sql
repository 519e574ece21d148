-- A declared number, because a row without one may get another when the file is copied.
CREATE TABLE search (
    n INTEGER PRIMARY KEY,
    thing BLOB NOT NULL,
    product BLOB NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT search_pkey UNIQUE (thing)
) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '#-'", prefix = '1 2 3'
);
CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search_words, row);
CREATE TRIGGER search_insert AFTER INSERT ON search BEGIN
    INSERT INTO search_words (rowid, words)
    VALUES (new.n, '#' || hex(new.product) || ' #' || hex(new.product) || new.kind || ' ' || new.words);
END;
CREATE TRIGGER search_delete AFTER DELETE ON search BEGIN
    INSERT INTO search_words (search_words, rowid, words)
    VALUES ('delete', old.n, '#' || hex(old.product) || ' #' || hex(old.product) || old.kind || ' ' || old.words);
END;
CREATE TRIGGER search_update AFTER UPDATE OF words ON search BEGIN
    INSERT INTO search_words (search_words, rowid, words)
    VALUES ('delete', old.n, '#' || hex(old.product) || ' #' || hex(old.product) || old.kind || ' ' || old.words);
    INSERT INTO search_words (rowid, words)
    VALUES (new.n, '#' || hex(new.product) || ' #' || hex(new.product) || new.kind || ' ' || new.words);
END;
