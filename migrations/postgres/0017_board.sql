-- A story that cannot go on: why, and since when.
ALTER TABLE story ADD COLUMN blocked TEXT;
ALTER TABLE story ADD COLUMN blocked_at BIGINT;

-- How many stories a column of the board holds at most, as the team agreed.
CREATE TABLE work_limit (
    product UUID NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    most BIGINT NOT NULL,
    PRIMARY KEY (product, state)
);
