-- What people need, who they are, what research found and how it goes for them.

-- Surveys: questions that are answered through a link, and what was answered.

CREATE TABLE survey (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('needs', 'features')),
    -- What whoever answers reads first.
    text TEXT NOT NULL,
    -- The keys of what is asked about, in order, with a space between.
    things TEXT NOT NULL,
    -- Who those who answer may be, a line each.
    segments TEXT NOT NULL,
    -- How many have answered, and when the first and the last of them did.
    answers BIGINT NOT NULL,
    first_at BIGINT,
    last_at BIGINT
);
CREATE INDEX survey_of_product ON survey (product, thing);

-- Its links. One without anybody is open: whoever has it may answer, once a browser.
CREATE TABLE survey_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    product UUID NOT NULL,
    survey UUID NOT NULL REFERENCES thing (id),
    for_whom TEXT NOT NULL,
    made_by UUID,
    made_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX survey_link_of_survey ON survey_link (survey, made_at);

-- Who answered is a hash: of the link where it is for one, else of what their browser keeps. Nobody is named.
CREATE TABLE survey_answer (
    survey UUID NOT NULL REFERENCES thing (id),
    by_hash TEXT NOT NULL,
    product UUID NOT NULL,
    segment TEXT NOT NULL,
    -- What they wrote besides.
    words TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- How often they have answered; the last time counts.
    times BIGINT NOT NULL,
    PRIMARY KEY (survey, by_hash)
);
CREATE INDEX survey_answer_in_words ON survey_answer (survey, at) WHERE words <> '';

-- Both questions on one thing, 1 to 5: importance and satisfaction of a need; a feature with it and without it, from “I like it” to
-- “I dislike it”.
CREATE TABLE survey_reply (
    survey UUID NOT NULL,
    by_hash TEXT NOT NULL,
    thing UUID NOT NULL,
    product UUID NOT NULL,
    first BIGINT NOT NULL CHECK (first BETWEEN 1 AND 5),
    second BIGINT NOT NULL CHECK (second BETWEEN 1 AND 5),
    PRIMARY KEY (survey, by_hash, thing)
);

-- How many replied the same, so that results are read without their replies.
CREATE TABLE survey_tally (
    survey UUID NOT NULL,
    thing UUID NOT NULL,
    segment TEXT NOT NULL,
    first BIGINT NOT NULL,
    second BIGINT NOT NULL,
    product UUID NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (survey, thing, segment, first, second)
);

-- Where importance and satisfaction of a need come from: how many were asked, to how many of them it is important, how many are
-- satisfied, and in which survey. Nothing where somebody entered the numbers.
ALTER TABLE need ADD COLUMN asked BIGINT;
ALTER TABLE need ADD COLUMN important BIGINT;
ALTER TABLE need ADD COLUMN satisfied BIGINT;
ALTER TABLE need ADD COLUMN survey UUID;

-- Whom we build for.

CREATE TABLE persona (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    text TEXT NOT NULL,
    -- What they say.
    quote TEXT NOT NULL,
    -- How they live with the product.
    context TEXT NOT NULL,
    -- What they are known from.
    source TEXT NOT NULL
);
CREATE INDEX persona_of_product ON persona (product, thing);

-- A need is for somebody, and a job to be done: when, what they want to, so that.
INSERT INTO link_rule (from_kind, kind, to_kind) VALUES ('need', 'for', 'persona');
ALTER TABLE need ADD COLUMN situation TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN wish TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN ending TEXT NOT NULL DEFAULT '';

CREATE TABLE insight (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    text TEXT NOT NULL,
    -- Interview, survey, review or another word.
    source TEXT NOT NULL,
    -- Where it can be read elsewhere; empty for nowhere.
    address TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    by_person UUID
);
CREATE INDEX insight_by_time ON insight (product, found_at, thing);
CREATE INDEX insight_of_source ON insight (product, source, found_at);

-- What was measured of those who use the product, for a need and perhaps one persona. A row is never changed; one that was
-- taken back is hidden.
CREATE TABLE experience (
    id UUID NOT NULL PRIMARY KEY,
    product UUID NOT NULL,
    need UUID NOT NULL REFERENCES thing (id),
    persona UUID REFERENCES thing (id),
    -- Success of a task in per cent; satisfaction and effort out of ten.
    measure TEXT NOT NULL CHECK (measure IN ('success', 'satisfaction', 'effort')),
    value DOUBLE PRECISION NOT NULL,
    -- How many people it was measured of.
    people BIGINT,
    source TEXT NOT NULL,
    measured_at BIGINT NOT NULL,
    by_person UUID,
    hidden_at BIGINT
);
CREATE INDEX experience_of_need ON experience (need, measured_at);
CREATE INDEX experience_of_product ON experience (product, need, measure, measured_at);
