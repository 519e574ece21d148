-- Acceptance: what was shown of each criterion and how it was found, in rounds; who is to be told of it, and what
-- customers say of it themselves.

-- A round begins when a story is handed over, and ends when it is accepted, returned, or taken back by whoever handed it over.
CREATE TABLE acceptance_round (
    story BLOB NOT NULL REFERENCES thing (id),
    number INTEGER NOT NULL,
    product BLOB NOT NULL,
    handed_at INTEGER NOT NULL,
    handed_by BLOB,
    -- waiting, accepted, returned or taken back.
    outcome TEXT NOT NULL,
    -- Of a return the sort of its reason.
    cause TEXT,
    reason TEXT NOT NULL,
    -- Agreed criteria that were not met when it ended.
    unmet INTEGER NOT NULL,
    decided_by BLOB,
    decided_at INTEGER,
    PRIMARY KEY (story, number)
) STRICT;
CREATE INDEX acceptance_round_decided ON acceptance_round (product, decided_at);

-- What was shown of a criterion in a round, and how it was found.
CREATE TABLE criterion_check (
    criterion BLOB NOT NULL,
    round INTEGER NOT NULL,
    story BLOB NOT NULL REFERENCES thing (id),
    -- The words of the criterion then: once it says something else, this says nothing of it.
    says TEXT NOT NULL,
    evidence TEXT NOT NULL,
    shown_by BLOB,
    shown_at INTEGER,
    -- 1 met, 0 not met; nothing before it was looked at.
    met INTEGER,
    reason TEXT NOT NULL,
    checked_by BLOB,
    checked_at INTEGER,
    PRIMARY KEY (criterion, round)
) STRICT;
CREATE INDEX criterion_check_of_story ON criterion_check (story, round);
