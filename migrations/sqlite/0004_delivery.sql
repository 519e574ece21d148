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
    -- Its place in the product backlog; absent when it is done or dropped.
    rank TEXT,
    -- What the links say, kept here because lists show it.
    feature BLOB,
    release BLOB,
    sprint BLOB,
    -- What keeps it from being ready, most important first, empty when it is ready.
    missing TEXT NOT NULL,
    done_at INTEGER,
    -- What of it is counted in backlog_sum: in the backlog, its points, ready.
    counted INTEGER NOT NULL,
    counted_points INTEGER NOT NULL,
    counted_ready INTEGER NOT NULL,
    counted_gap INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX story_order ON story (product, rank) WHERE rank IS NOT NULL;
CREATE INDEX story_of_feature ON story (feature, rank) WHERE feature IS NOT NULL;
CREATE INDEX story_of_release ON story (release) WHERE release IS NOT NULL;
CREATE INDEX story_of_sprint ON story (sprint) WHERE sprint IS NOT NULL;

-- The heads of the backlog page, so that it never counts a hundred thousand rows.
CREATE TABLE backlog_sum (
    product BLOB NOT NULL PRIMARY KEY,
    stories INTEGER NOT NULL,
    points INTEGER NOT NULL,
    ready INTEGER NOT NULL,
    gaps INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE criterion (
    id BLOB NOT NULL PRIMARY KEY,
    story BLOB NOT NULL REFERENCES thing (id),
    place INTEGER NOT NULL,
    given_text TEXT,
    when_text TEXT,
    then_text TEXT NOT NULL,
    agreed INTEGER NOT NULL,
    checked_by BLOB REFERENCES person (id),
    checked_at INTEGER,
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
