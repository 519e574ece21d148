-- What people need, who they are, what research found and how it goes for them.

-- Surveys: questions that are answered through a link, and what was answered.

CREATE TABLE survey (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('needs', 'features')),
    -- What whoever answers reads first.
    text TEXT NOT NULL,
    -- The keys of what is asked about, in order, with a space between.
    things TEXT NOT NULL,
    -- Who those who answer may be, a line each.
    segments TEXT NOT NULL,
    -- How many have answered, and when the first and the last of them did.
    answers INTEGER NOT NULL,
    first_at INTEGER,
    last_at INTEGER
) STRICT;
CREATE INDEX survey_of_product ON survey (product, thing);

-- Its links. One without anybody is open: whoever has it may answer, once a browser.
CREATE TABLE survey_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    product BLOB NOT NULL,
    survey BLOB NOT NULL REFERENCES thing (id),
    for_whom TEXT NOT NULL,
    made_by BLOB,
    made_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;
CREATE INDEX survey_link_of_survey ON survey_link (survey, made_at);

-- Who answered is a hash: of the link where it is for one, else of what their browser keeps. Nobody is named.
CREATE TABLE survey_answer (
    survey BLOB NOT NULL REFERENCES thing (id),
    by_hash TEXT NOT NULL,
    product BLOB NOT NULL,
    segment TEXT NOT NULL,
    -- What they wrote besides.
    words TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- How often they have answered; the last time counts.
    times INTEGER NOT NULL,
    PRIMARY KEY (survey, by_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_answer_in_words ON survey_answer (survey, at) WHERE words <> '';

-- Both questions on one thing, 1 to 5: importance and satisfaction of a need; a feature with it and without it, from “I like it” to
-- “I dislike it”.
CREATE TABLE survey_reply (
    survey BLOB NOT NULL,
    by_hash TEXT NOT NULL,
    thing BLOB NOT NULL,
    product BLOB NOT NULL,
    first INTEGER NOT NULL CHECK (first BETWEEN 1 AND 5),
    second INTEGER NOT NULL CHECK (second BETWEEN 1 AND 5),
    PRIMARY KEY (survey, by_hash, thing)
) STRICT, WITHOUT ROWID;

-- How many replied the same, so that results are read without their replies.
CREATE TABLE survey_tally (
    survey BLOB NOT NULL,
    thing BLOB NOT NULL,
    segment TEXT NOT NULL,
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    product BLOB NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (survey, thing, segment, first, second)
) STRICT, WITHOUT ROWID;

-- Where importance and satisfaction of a need come from: how many were asked, to how many of them it is important, how many are
-- satisfied, and in which survey. Nothing where somebody entered the numbers.
ALTER TABLE need ADD COLUMN asked INTEGER;
ALTER TABLE need ADD COLUMN important INTEGER;
ALTER TABLE need ADD COLUMN satisfied INTEGER;
ALTER TABLE need ADD COLUMN survey BLOB;

-- Whom we build for.

CREATE TABLE persona (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    text TEXT NOT NULL,
    -- What they say.
    quote TEXT NOT NULL,
    -- How they live with the product.
    context TEXT NOT NULL,
    -- What they are known from.
    source TEXT NOT NULL
) STRICT;
CREATE INDEX persona_of_product ON persona (product, thing);

-- A need is for somebody, and a job to be done: when, what they want to, so that.
INSERT INTO link_rule (from_kind, kind, to_kind) VALUES ('need', 'for', 'persona');
ALTER TABLE need ADD COLUMN situation TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN wish TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN ending TEXT NOT NULL DEFAULT '';

CREATE TABLE insight (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    text TEXT NOT NULL,
    -- Interview, survey, review or another word.
    source TEXT NOT NULL,
    -- Where it can be read elsewhere; empty for nowhere.
    address TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    by_person BLOB
) STRICT;
CREATE INDEX insight_by_time ON insight (product, found_at, thing);
CREATE INDEX insight_of_source ON insight (product, source, found_at);

-- What was measured of those who use the product, for a need and perhaps one persona. A row is never changed; one that was
-- taken back is hidden.
CREATE TABLE experience (
    id BLOB NOT NULL PRIMARY KEY,
    product BLOB NOT NULL,
    need BLOB NOT NULL REFERENCES thing (id),
    persona BLOB REFERENCES thing (id),
    -- Success of a task in per cent; satisfaction and effort out of ten.
    measure TEXT NOT NULL CHECK (measure IN ('success', 'satisfaction', 'effort')),
    value REAL NOT NULL,
    -- How many people it was measured of.
    people INTEGER,
    source TEXT NOT NULL,
    measured_at INTEGER NOT NULL,
    by_person BLOB,
    hidden_at INTEGER
) STRICT;
CREATE INDEX experience_of_need ON experience (need, measured_at);
CREATE INDEX experience_of_product ON experience (product, need, measure, measured_at);
