-- Questions about stories, and how soon they are answered.

CREATE TABLE question (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    story UUID NOT NULL REFERENCES thing (id),
    -- The criterion it is about, where it is about one.
    criterion UUID,
    asker UUID,
    text TEXT NOT NULL,
    -- The decision the answer is.
    decision_right TEXT NOT NULL,
    -- 1 when work on the story cannot go on without the answer.
    blocks BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    answer TEXT NOT NULL,
    answered_by UUID,
    answered_at BIGINT,
    -- When it was answered for the first time, however often it was asked again.
    first_answered_at BIGINT,
    -- When the asker said that the answer is clear.
    cleared_at BIGINT,
    -- When whoever answers was last reminded of it.
    reminded_at BIGINT
);
CREATE INDEX question_of_story ON question (story, asked_at);
CREATE INDEX question_of_product ON question (product, asked_at);
CREATE INDEX question_of_asker ON question (asker, product, asked_at);

-- In how many working hours a product answers; a working day where nothing was agreed.
CREATE TABLE answer_time (
    product UUID NOT NULL PRIMARY KEY,
    hours BIGINT NOT NULL
);
