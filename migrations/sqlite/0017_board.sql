-- A story that cannot go on: why, and since when.
ALTER TABLE story ADD COLUMN blocked TEXT;
ALTER TABLE story ADD COLUMN blocked_at INTEGER;

-- How many stories a column of the board holds at most, as the team agreed.
CREATE TABLE work_limit (
    product BLOB NOT NULL,
    state TEXT NOT NULL,
    most INTEGER NOT NULL,
    PRIMARY KEY (product, state)
) STRICT, WITHOUT ROWID;
