-- Features, stories in backlog order, sprints, releases.

CREATE TABLE feature (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    text TEXT NOT NULL,
    -- Its place on the roadmap.
    rank TEXT NOT NULL
) STRICT;
CREATE INDEX feature_order ON feature (product, rank);

CREATE TABLE story (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('user story', 'defect', 'enabler', 'spike')),
    role TEXT,
    means TEXT,
    ending TEXT,
    text TEXT NOT NULL,
    points INTEGER,
    -- Its place in the product backlog and the block it is counted in; absent when it is done, dropped or removed.
    rank TEXT,
    block TEXT,
    sprint BLOB,
    -- What the links say, kept here because lists show it.
    feature BLOB,
    release BLOB,
    -- What keeps it from being ready, most important first; empty when nothing does.
    missing TEXT NOT NULL,
    -- 1 when its thread is broken above it.
    gap INTEGER NOT NULL,
    -- 1 while somebody works on it.
    begun INTEGER NOT NULL,
    done_at INTEGER,
    CHECK ((rank IS NULL) = (block IS NULL))
) STRICT;
CREATE UNIQUE INDEX story_order ON story (product, rank) WHERE rank IS NOT NULL;
-- With what is summed beneath a feature and a release, so that their lists read these indexes alone.
CREATE INDEX story_of_feature ON story (product, feature, rank, points, done_at, begun);
CREATE INDEX story_of_release ON story (release, rank, points, done_at) WHERE release IS NOT NULL;
CREATE INDEX story_of_sprint ON story (sprint) WHERE sprint IS NOT NULL;
-- For the views that would look at many stories to find few.
CREATE INDEX story_of_type ON story (product, type, rank) WHERE rank IS NOT NULL;
CREATE INDEX story_ready ON story (product, rank) WHERE rank IS NOT NULL AND missing = '';
CREATE INDEX story_with_gap ON story (product, rank) WHERE rank IS NOT NULL AND gap = 1;

-- What the backlog holds, block by block of its order, so that no page counts a hundred thousand rows. The empty block
-- is the whole.
CREATE TABLE backlog_sum (
    product BLOB NOT NULL,
    block TEXT NOT NULL,
    stories INTEGER NOT NULL,
    points INTEGER NOT NULL,
    ready INTEGER NOT NULL,
    gaps INTEGER NOT NULL,
    PRIMARY KEY (product, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE criterion (
    id BLOB NOT NULL PRIMARY KEY,
    story BLOB NOT NULL REFERENCES thing (id),
    place INTEGER NOT NULL,
    given_text TEXT NOT NULL,
    when_text TEXT NOT NULL,
    then_text TEXT NOT NULL,
    agreed INTEGER NOT NULL,
    -- The sequence of its last change, so that a stale form is noticed.
    seq INTEGER NOT NULL,
    hidden_at INTEGER
) STRICT;
CREATE INDEX criterion_of_story ON criterion (story, place);

CREATE TABLE sprint (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    goal TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    capacity INTEGER
) STRICT;
CREATE INDEX sprint_of_product ON sprint (product, starts_at);

CREATE TABLE release (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    text TEXT NOT NULL,
    ships_at INTEGER
) STRICT;
CREATE INDEX release_of_product ON release (product, ships_at);
