-- Where stories stood and how long, so that reports need not read the journal.

-- A row for each state a story came to. What is removed stands nowhere.
CREATE TABLE story_passage (
    story UUID NOT NULL REFERENCES thing (id),
    -- The action that brought it there.
    seq BIGINT NOT NULL,
    product UUID NOT NULL,
    state TEXT NOT NULL,
    -- The sprint it was chosen for when it left, or is now.
    sprint UUID,
    entered_at BIGINT NOT NULL,
    -- Absent where it still is.
    left_at BIGINT,
    PRIMARY KEY (story, seq)
);
-- What came to a state in some weeks.
CREATE INDEX story_passage_entered ON story_passage (product, state, entered_at);
-- What stands in a state, the longest first; with what the condition reads, so that counting reads the index alone.
CREATE INDEX story_passage_open ON story_passage (product, state, entered_at, left_at) WHERE left_at IS NULL;
-- What left a state in some weeks.
CREATE INDEX story_passage_left ON story_passage (product, state, left_at) WHERE left_at IS NOT NULL;
-- What was done in some weeks.
CREATE INDEX story_done ON story (product, done_at, thing) WHERE done_at IS NOT NULL;

-- What the journal says of stories so far: after each action that made, moved, removed or brought back one, where it stood,
-- where that is not where it stood before.
INSERT INTO story_passage (story, seq, product, state, entered_at, left_at)
SELECT story, seq, product, state, at, left_at FROM (
    SELECT story, seq, product, state, at, LEAD(at) OVER (PARTITION BY story ORDER BY seq) AS left_at FROM (
        SELECT story, seq, product, state, at, LAG(state) OVER (PARTITION BY story ORDER BY seq) AS before FROM (
            SELECT m.story, m.seq, m.product, j.at, CASE WHEN (
                SELECT h.after FROM change h WHERE h.thing = m.story AND h.seq <= m.seq AND h.field = 'hidden'
                ORDER BY h.seq DESC, h.n DESC LIMIT 1
            ) IS NULL THEN COALESCE((
                SELECT substr(h.after, 2, length(h.after) - 2) FROM change h
                WHERE h.thing = m.story AND h.seq <= m.seq AND h.field = 'state' ORDER BY h.seq DESC, h.n DESC LIMIT 1
            ), (
                SELECT substr(h.before, 2, length(h.before) - 2) FROM change h
                WHERE h.thing = m.story AND h.seq > m.seq AND h.field = 'state' ORDER BY h.seq, h.n LIMIT 1
            ), t.state) END AS state
            FROM (
                SELECT DISTINCT c.thing AS story, c.product, c.seq FROM story s JOIN change c ON c.thing = s.thing
                WHERE c.field IN ('created', 'state', 'hidden')
            ) AS m
            JOIN thing t ON t.id = m.story
            JOIN journal j ON j.product = m.product AND j.seq = m.seq
        ) AS stood
    ) AS compared
    WHERE COALESCE(state, '') <> COALESCE(before, '')
) AS passed
WHERE state IS NOT NULL;
UPDATE story_passage SET sprint = (SELECT s.sprint FROM story s WHERE s.thing = story_passage.story) WHERE left_at IS NULL;

-- ids: the journal says them as text, which each engine reads its own way.
UPDATE story_passage SET sprint = (
    SELECT CAST(substr(h.after, 2, 36) AS UUID) FROM change h
    WHERE h.thing = story_passage.story AND h.field = 'sprint' AND h.seq < (
        SELECT MIN(n.seq) FROM change n
        WHERE n.thing = story_passage.story AND n.seq > story_passage.seq AND n.field IN ('state', 'hidden')
    )
    ORDER BY h.seq DESC, h.n DESC LIMIT 1
) WHERE left_at IS NOT NULL;
