-- Questions about stories, and how soon they are answered.

CREATE TABLE question (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    story BLOB NOT NULL REFERENCES thing (id),
    -- The criterion it is about, where it is about one.
    criterion BLOB,
    asker BLOB,
    text TEXT NOT NULL,
    -- The decision the answer is.
    decision_right TEXT NOT NULL,
    -- 1 when work on the story cannot go on without the answer.
    blocks INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    answer TEXT NOT NULL,
    answered_by BLOB,
    answered_at INTEGER,
    -- When it was answered for the first time, however often it was asked again.
    first_answered_at INTEGER,
    -- When the asker said that the answer is clear.
    cleared_at INTEGER,
    -- When whoever answers was last reminded of it.
    reminded_at INTEGER
) STRICT;
CREATE INDEX question_of_story ON question (story, asked_at);
CREATE INDEX question_of_product ON question (product, asked_at);
CREATE INDEX question_of_asker ON question (asker, product, asked_at);

-- In how many working hours a product answers; a working day where nothing was agreed.
CREATE TABLE answer_time (
    product BLOB NOT NULL PRIMARY KEY,
    hours INTEGER NOT NULL
) STRICT;
