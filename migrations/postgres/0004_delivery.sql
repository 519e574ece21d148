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
    -- Its place in the product backlog and the block it is counted in; absent when it is done, dropped or removed.
    rank TEXT COLLATE "C",
    block TEXT COLLATE "C",
    sprint UUID,
    -- What the links say, kept here because lists show it.
    feature UUID,
    release UUID,
    -- What keeps it from being ready, most important first; empty when nothing does.
    missing TEXT NOT NULL,
    -- 1 when its thread is broken above it.
    gap BIGINT NOT NULL,
    -- 1 while somebody works on it.
    begun BIGINT NOT NULL,
    done_at BIGINT,
    CHECK ((rank IS NULL) = (block IS NULL))
);
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
    product UUID NOT NULL,
    block TEXT COLLATE "C" NOT NULL,
    stories BIGINT NOT NULL,
    points BIGINT NOT NULL,
    ready BIGINT NOT NULL,
    gaps BIGINT NOT NULL,
    PRIMARY KEY (product, block)
);

CREATE TABLE criterion (
    id UUID NOT NULL PRIMARY KEY,
    story UUID NOT NULL REFERENCES thing (id),
    place BIGINT NOT NULL,
    given_text TEXT NOT NULL,
    when_text TEXT NOT NULL,
    then_text TEXT NOT NULL,
    agreed BIGINT NOT NULL,
    -- The sequence of its last change, so that a stale form is noticed.
    seq BIGINT NOT NULL,
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
