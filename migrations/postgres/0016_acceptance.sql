-- Acceptance: what was shown of each criterion and how it was found, in rounds; who is to be told of it, and what
-- customers say of it themselves.

-- A round begins when a story is handed over, and ends when it is accepted, returned, or taken back by whoever handed it over.
CREATE TABLE acceptance_round (
    story UUID NOT NULL REFERENCES thing (id),
    number BIGINT NOT NULL,
    product UUID NOT NULL,
    handed_at BIGINT NOT NULL,
    handed_by UUID,
    -- waiting, accepted, returned or taken back.
    outcome TEXT NOT NULL,
    -- Of a return the sort of its reason.
    cause TEXT,
    reason TEXT NOT NULL,
    -- Agreed criteria that were not met when it ended.
    unmet BIGINT NOT NULL,
    decided_by UUID,
    decided_at BIGINT,
    PRIMARY KEY (story, number)
);
CREATE INDEX acceptance_round_decided ON acceptance_round (product, decided_at);

-- What was shown of a criterion in a round, and how it was found.
CREATE TABLE criterion_check (
    criterion UUID NOT NULL,
    round BIGINT NOT NULL,
    story UUID NOT NULL REFERENCES thing (id),
    -- The words of the criterion then: once it says something else, this says nothing of it.
    says TEXT NOT NULL,
    evidence TEXT NOT NULL,
    shown_by UUID,
    shown_at BIGINT,
    -- 1 met, 0 not met; nothing before it was looked at.
    met BIGINT,
    reason TEXT NOT NULL,
    checked_by UUID,
    checked_at BIGINT,
    PRIMARY KEY (criterion, round)
);
CREATE INDEX criterion_check_of_story ON criterion_check (story, round);
