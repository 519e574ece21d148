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
    words, content = 'search', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
);
CREATE TRIGGER search_insert AFTER INSERT ON search BEGIN
    INSERT INTO search_words (rowid, words) VALUES (new.n, new.words);
END;
CREATE TRIGGER search_delete AFTER DELETE ON search BEGIN
    INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.n, old.words);
END;
CREATE TRIGGER search_update AFTER UPDATE OF words ON search BEGIN
    INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.n, old.words);
    INSERT INTO search_words (rowid, words) VALUES (new.n, new.words);
END;
