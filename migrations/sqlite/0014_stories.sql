-- Stories in depth: hints that somebody ignored, where a story was split from, the subtasks of its developers.

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
