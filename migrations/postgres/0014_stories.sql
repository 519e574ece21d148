-- Stories in depth: hints that somebody ignored, where a story was split from, the subtasks of its developers.

CREATE TABLE ignored_hint (
    story UUID NOT NULL REFERENCES thing (id),
    -- What was found, where, in which words: other words are another hint.
    mark TEXT COLLATE "C" NOT NULL,
    because TEXT NOT NULL,
    by_person UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (story, mark)
);

-- The story it was a part of before it was split.
ALTER TABLE story ADD COLUMN split_from UUID;
CREATE INDEX story_split_from ON story (split_from) WHERE split_from IS NOT NULL;

CREATE TABLE subtask (
    id UUID NOT NULL PRIMARY KEY,
    story UUID NOT NULL REFERENCES thing (id),
    place BIGINT NOT NULL,
    title TEXT NOT NULL,
    -- Who does it, where somebody has taken it.
    person UUID,
    done BIGINT NOT NULL,
    hidden_at BIGINT
);
CREATE INDEX subtask_of_story ON subtask (story, place);
