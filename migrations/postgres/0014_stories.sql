-- Stories in depth: hints that somebody ignored, where a story was split from, the subtasks of its developers, the
-- cards they estimate it with.

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

-- A round of planning poker about a story, as long as it goes on.
CREATE TABLE poker (
    story UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    begun_by UUID,
    begun_at BIGINT NOT NULL,
    -- 1 when the cards lie open.
    shown BIGINT NOT NULL
);
CREATE INDEX poker_of_product ON poker (product);

CREATE TABLE poker_card (
    story UUID NOT NULL REFERENCES thing (id),
    person UUID NOT NULL REFERENCES person (id),
    -- None on the card of who cannot tell.
    points BIGINT,
    PRIMARY KEY (story, person)
);
