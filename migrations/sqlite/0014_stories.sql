-- Stories in depth: hints that somebody ignored, where a story was split from, the subtasks of its developers, the
-- cards they estimate it with.

CREATE TABLE ignored_hint (
    story BLOB NOT NULL REFERENCES thing (id),
    -- What was found, where, in which words: other words are another hint.
    mark TEXT NOT NULL,
    because TEXT NOT NULL,
    by_person BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (story, mark)
) STRICT, WITHOUT ROWID;

-- The story it was a part of before it was split.
ALTER TABLE story ADD COLUMN split_from BLOB;
CREATE INDEX story_split_from ON story (split_from) WHERE split_from IS NOT NULL;

CREATE TABLE subtask (
    id BLOB NOT NULL PRIMARY KEY,
    story BLOB NOT NULL REFERENCES thing (id),
    place INTEGER NOT NULL,
    title TEXT NOT NULL,
    -- Who does it, where somebody has taken it.
    person BLOB,
    done INTEGER NOT NULL,
    hidden_at INTEGER
) STRICT;
CREATE INDEX subtask_of_story ON subtask (story, place);

-- A round of planning poker about a story, as long as it goes on.
CREATE TABLE poker (
    story BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    begun_by BLOB,
    begun_at INTEGER NOT NULL,
    -- 1 when the cards lie open.
    shown INTEGER NOT NULL
) STRICT;
CREATE INDEX poker_of_product ON poker (product);

CREATE TABLE poker_card (
    story BLOB NOT NULL REFERENCES thing (id),
    person BLOB NOT NULL REFERENCES person (id),
    -- None on the card of who cannot tell.
    points INTEGER,
    PRIMARY KEY (story, person)
) STRICT, WITHOUT ROWID;
