-- Vision and goals: why.

CREATE TABLE vision (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    -- The sentence is the thing's title; these are the paragraph below it and the board behind it.
    text TEXT NOT NULL,
    target_group TEXT NOT NULL,
    needs TEXT NOT NULL,
    offer TEXT NOT NULL,
    business_goals TEXT NOT NULL
);

CREATE TABLE goal (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    text TEXT NOT NULL,
    starts_at BIGINT,
    ends_at BIGINT,
    -- How much of it is reached, in thousandths, by its leading key result; absent while nothing is measured.
    reached BIGINT,
    confidence BIGINT,
    checked_at BIGINT
);
CREATE INDEX goal_of_product ON goal (product);

CREATE TABLE key_result (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    goal UUID NOT NULL REFERENCES thing (id),
    place BIGINT NOT NULL,
    unit TEXT NOT NULL,
    start_value DOUBLE PRECISION NOT NULL,
    target_value DOUBLE PRECISION NOT NULL,
    current_value DOUBLE PRECISION NOT NULL
);
CREATE INDEX key_result_of_goal ON key_result (goal, place);

-- Every measurement is kept, never only the last.
CREATE TABLE check_in (
    id UUID NOT NULL PRIMARY KEY,
    key_result UUID NOT NULL REFERENCES thing (id),
    person UUID REFERENCES person (id),
    at BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    confidence BIGINT,
    note TEXT NOT NULL,
    hidden_at BIGINT
);
CREATE INDEX check_in_of_key_result ON check_in (key_result, at);
