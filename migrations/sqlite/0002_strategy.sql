-- Vision and goals: why.

CREATE TABLE vision (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    -- The sentence is the thing's title; these are the paragraph below it and the board behind it.
    text TEXT NOT NULL,
    target_group TEXT NOT NULL,
    needs TEXT NOT NULL,
    offer TEXT NOT NULL,
    business_goals TEXT NOT NULL
) STRICT;

CREATE TABLE goal (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    text TEXT NOT NULL,
    starts_at INTEGER,
    ends_at INTEGER,
    -- How much of it is reached, in thousandths, by its leading key result; absent while nothing is measured.
    reached INTEGER,
    confidence INTEGER,
    checked_at INTEGER
) STRICT;
CREATE INDEX goal_of_product ON goal (product);

CREATE TABLE key_result (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    goal BLOB NOT NULL REFERENCES thing (id),
    place INTEGER NOT NULL,
    unit TEXT NOT NULL,
    start_value REAL NOT NULL,
    target_value REAL NOT NULL,
    current_value REAL NOT NULL
) STRICT;
CREATE INDEX key_result_of_goal ON key_result (goal, place);

-- Every measurement is kept, never only the last.
CREATE TABLE check_in (
    id BLOB NOT NULL PRIMARY KEY,
    key_result BLOB NOT NULL REFERENCES thing (id),
    person BLOB REFERENCES person (id),
    at INTEGER NOT NULL,
    value REAL NOT NULL,
    confidence INTEGER,
    note TEXT NOT NULL,
    hidden_at INTEGER
) STRICT;
CREATE INDEX check_in_of_key_result ON check_in (key_result, at);
