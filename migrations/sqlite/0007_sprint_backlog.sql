-- What the running sprint has taken stands in its backlog, no longer in the product backlog.

-- The rank it had there, to which it comes back unless it is done: there while the running sprint has it, empty where no
-- rank is known.
ALTER TABLE story ADD COLUMN stood TEXT;

UPDATE story SET stood = rank, rank = NULL, block = NULL
WHERE rank IS NOT NULL
    AND sprint IN (SELECT id FROM thing WHERE kind = 'sprint' AND state = 'running' AND hidden_at IS NULL);

DELETE FROM backlog_sum;
INSERT INTO backlog_sum (product, block, stories, points, ready, gaps)
SELECT product, block, COUNT(*), COALESCE(SUM(points), 0), SUM(CASE WHEN missing = '' THEN 1 ELSE 0 END), SUM(gap)
FROM story WHERE rank IS NOT NULL GROUP BY product, block;
INSERT INTO backlog_sum (product, block, stories, points, ready, gaps)
SELECT product, '', SUM(stories), SUM(points), SUM(ready), SUM(gaps) FROM backlog_sum GROUP BY product;

DROP INDEX story_of_feature;
CREATE INDEX story_of_feature ON story (product, feature, rank, points, done_at, begun, stood);
DROP INDEX story_of_release;
CREATE INDEX story_of_release ON story (release, rank, points, done_at, stood) WHERE release IS NOT NULL;

-- Unique, so that going through features and then their stories is an order the database need not sort again.
DROP INDEX feature_order;
CREATE UNIQUE INDEX feature_order ON feature (product, rank, thing);
