-- Features, stories in backlog order, sprints, releases.

CREATE TABLE feature (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    text TEXT NOT NULL,
    -- Its place on the roadmap.
    rank TEXT COLLATE "C" NOT NULL
);
CREATE INDEX feature_order ON feature (product, rank);

CREATE TABLE story (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('user story', 'defect', 'enabler', 'spike')),
    role TEXT,
    means TEXT,
    ending TEXT,
    text TEXT NOT NULL,
    points BIGINT,
    -- Its place in the product backlog; absent when it is done or dropped.
    rank TEXT COLLATE "C",
    -- What the links say, kept here because lists show it.
    feature UUID,
    release UUID,
    sprint UUID,
    -- What keeps it from being ready, most important first, empty when it is ready.
    missing TEXT NOT NULL,
    done_at BIGINT,
    -- What of it is counted in backlog_sum: in the backlog, its points, ready.
    counted BIGINT NOT NULL,
    counted_points BIGINT NOT NULL,
    counted_ready BIGINT NOT NULL,
    counted_gap BIGINT NOT NULL
);
CREATE UNIQUE INDEX story_order ON story (product, rank) WHERE rank IS NOT NULL;
CREATE INDEX story_of_feature ON story (feature, rank) WHERE feature IS NOT NULL;
CREATE INDEX story_of_release ON story (release) WHERE release IS NOT NULL;
CREATE INDEX story_of_sprint ON story (sprint) WHERE sprint IS NOT NULL;

-- The heads of the backlog page, so that it never counts a hundred thousand rows.
CREATE TABLE backlog_sum (
    product UUID NOT NULL PRIMARY KEY,
    stories BIGINT NOT NULL,
    points BIGINT NOT NULL,
    ready BIGINT NOT NULL,
    gaps BIGINT NOT NULL
);

CREATE TABLE criterion (
    id UUID NOT NULL PRIMARY KEY,
    story UUID NOT NULL REFERENCES thing (id),
    place BIGINT NOT NULL,
    given_text TEXT,
    when_text TEXT,
    then_text TEXT NOT NULL,
    agreed BIGINT NOT NULL,
    checked_by UUID REFERENCES person (id),
    checked_at BIGINT,
    hidden_at BIGINT
);
CREATE INDEX criterion_of_story ON criterion (story, place);

CREATE TABLE sprint (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    goal TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    capacity BIGINT
);
CREATE INDEX sprint_of_product ON sprint (product, starts_at);

CREATE TABLE release (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    text TEXT NOT NULL,
    ships_at BIGINT
);
CREATE INDEX release_of_product ON release (product, ships_at);
