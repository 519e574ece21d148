-- search: words with the product and kind of what has them, so that what is looked for in one kind is not first found in all.
-- Each text has each word once and nobody looks for phrases, so where a word stands is not kept.
DROP TRIGGER search_insert;
DROP TRIGGER search_delete;
DROP TRIGGER search_update;
DROP TABLE search_words;
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
INSERT INTO search_words (rowid, words)
SELECT n, '#' || hex(product) || ' #' || hex(product) || kind || ' ' || words FROM search ORDER BY n;
