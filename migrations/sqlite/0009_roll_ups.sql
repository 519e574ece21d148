-- What hangs beneath things, counted as it comes and goes, so that no page counts thousands of stories.

-- The things that are *part of* one, by how far they are; those that are dropped or removed are left out.
CREATE TABLE progress (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    open INTEGER NOT NULL,
    active INTEGER NOT NULL,
    done INTEGER NOT NULL
) STRICT;
INSERT INTO progress (thing, open, active, done)
SELECT l.to_thing, SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'open' THEN 1 ELSE 0 END),
    SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'active' THEN 1 ELSE 0 END),
    SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'done' THEN 1 ELSE 0 END)
FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.kind = 'part of' GROUP BY l.to_thing;

-- What the stories of a feature, a release or a sprint come to: those in a backlog or done.
CREATE TABLE scope (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    stories INTEGER NOT NULL,
    done INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    points INTEGER NOT NULL,
    points_done INTEGER NOT NULL,
    -- Neither done nor ready.
    unready INTEGER NOT NULL
) STRICT;
INSERT INTO scope (thing, stories, done, begun, points, points_done, unready)
SELECT s.thing, COUNT(*), COUNT(s.done_at), SUM(s.begun), SUM(COALESCE(s.points, 0)),
    SUM(CASE WHEN s.done_at IS NOT NULL THEN COALESCE(s.points, 0) ELSE 0 END),
    SUM(CASE WHEN s.done_at IS NULL AND s.missing <> '' THEN 1 ELSE 0 END)
FROM (
    SELECT feature AS thing, rank, stood, done_at, begun, points, missing FROM story
    UNION ALL SELECT release, rank, stood, done_at, begun, points, missing FROM story
    UNION ALL SELECT sprint, rank, stood, done_at, begun, points, missing FROM story
) AS s
WHERE s.thing IS NOT NULL AND (s.rank IS NOT NULL OR s.stood IS NOT NULL OR s.done_at IS NOT NULL) GROUP BY s.thing;

-- These summed what the table above keeps; now they find and order.
DROP INDEX story_of_feature;
CREATE INDEX story_of_feature ON story (product, feature, rank, points);
DROP INDEX story_of_release;
CREATE INDEX story_of_release ON story (release, rank) WHERE release IS NOT NULL;

-- How the rows of an import came out, and what their reasons are about.
CREATE TABLE import_tally (
    run BLOB NOT NULL REFERENCES import_run (id),
    dry INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    about TEXT NOT NULL,
    rows INTEGER NOT NULL,
    -- One of the reasons.
    first TEXT NOT NULL,
    PRIMARY KEY (run, dry, outcome, about)
) STRICT, WITHOUT ROWID;
INSERT INTO import_tally (run, dry, outcome, about, rows, first)
SELECT run, dry, outcome, about, COUNT(*), MIN(reason) FROM import_row GROUP BY run, dry, outcome, about;

-- triggers: each engine writes them its own way.
CREATE TRIGGER progress_linked AFTER INSERT ON link WHEN new.kind = 'part of' BEGIN
    INSERT INTO progress (thing, open, active, done)
    SELECT new.to_thing, t.hidden_at IS NULL AND t.stage = 'open', t.hidden_at IS NULL AND t.stage = 'active', t.hidden_at IS NULL AND t.stage = 'done'
    FROM thing t WHERE t.id = new.from_thing
    ON CONFLICT (thing) DO UPDATE SET
        open = open + excluded.open, active = active + excluded.active, done = done + excluded.done;
END;
CREATE TRIGGER progress_unlinked AFTER DELETE ON link WHEN old.kind = 'part of' BEGIN
    UPDATE progress SET
        open = open - (t.hidden_at IS NULL AND t.stage = 'open'),
        active = active - (t.hidden_at IS NULL AND t.stage = 'active'),
        done = done - (t.hidden_at IS NULL AND t.stage = 'done')
    FROM thing t WHERE t.id = old.from_thing AND progress.thing = old.to_thing;
END;
CREATE TRIGGER progress_moved AFTER UPDATE OF stage, hidden_at ON thing
WHEN old.stage <> new.stage OR (old.hidden_at IS NULL) <> (new.hidden_at IS NULL) BEGIN
    UPDATE progress SET
        open = open + (new.hidden_at IS NULL AND new.stage = 'open') - (old.hidden_at IS NULL AND old.stage = 'open'),
        active = active + (new.hidden_at IS NULL AND new.stage = 'active') - (old.hidden_at IS NULL AND old.stage = 'active'),
        done = done + (new.hidden_at IS NULL AND new.stage = 'done') - (old.hidden_at IS NULL AND old.stage = 'done')
    WHERE thing IN (SELECT to_thing FROM link WHERE from_thing = new.id AND kind = 'part of');
END;
CREATE TRIGGER scope_came AFTER INSERT ON story
WHEN coalesce(new.feature, new.release, new.sprint) IS NOT NULL BEGIN
    INSERT INTO scope (thing, stories, done, begun, points, points_done, unready)
    SELECT h.thing, 1, new.done_at IS NOT NULL, new.begun, COALESCE(new.points, 0),
        CASE WHEN new.done_at IS NOT NULL THEN COALESCE(new.points, 0) ELSE 0 END, new.done_at IS NULL AND new.missing <> ''
    FROM (SELECT new.feature AS thing UNION SELECT new.release UNION SELECT new.sprint) AS h
    WHERE h.thing IS NOT NULL AND (new.rank IS NOT NULL OR new.stood IS NOT NULL OR new.done_at IS NOT NULL)
    ON CONFLICT (thing) DO UPDATE SET
        stories = stories + 1, done = done + excluded.done, begun = begun + excluded.begun,
        points = points + excluded.points, points_done = points_done + excluded.points_done,
        unready = unready + excluded.unready;
END;
CREATE TRIGGER scope_left AFTER DELETE ON story
WHEN coalesce(old.feature, old.release, old.sprint) IS NOT NULL BEGIN
    UPDATE scope SET
        stories = stories - 1, done = done - (old.done_at IS NOT NULL), begun = begun - old.begun,
        points = points - COALESCE(old.points, 0),
        points_done = points_done - CASE WHEN old.done_at IS NOT NULL THEN COALESCE(old.points, 0) ELSE 0 END,
        unready = unready - (old.done_at IS NULL AND old.missing <> '')
    WHERE thing IN (old.feature, old.release, old.sprint) AND (old.rank IS NOT NULL OR old.stood IS NOT NULL OR old.done_at IS NOT NULL);
END;
CREATE TRIGGER scope_moved AFTER UPDATE OF feature, release, sprint, rank, stood, done_at, begun, points, missing ON story
WHEN coalesce(old.feature, old.release, old.sprint, new.feature, new.release, new.sprint) IS NOT NULL AND (
    old.feature IS NOT new.feature OR old.release IS NOT new.release OR old.sprint IS NOT new.sprint
    OR (old.rank IS NOT NULL OR old.stood IS NOT NULL OR old.done_at IS NOT NULL) <> (new.rank IS NOT NULL OR new.stood IS NOT NULL OR new.done_at IS NOT NULL)
    OR (old.done_at IS NULL) <> (new.done_at IS NULL) OR old.begun <> new.begun OR old.points IS NOT new.points
    OR (old.missing = '') <> (new.missing = '')
) BEGIN
    UPDATE scope SET
        stories = stories - 1, done = done - (old.done_at IS NOT NULL), begun = begun - old.begun,
        points = points - COALESCE(old.points, 0),
        points_done = points_done - CASE WHEN old.done_at IS NOT NULL THEN COALESCE(old.points, 0) ELSE 0 END,
        unready = unready - (old.done_at IS NULL AND old.missing <> '')
    WHERE thing IN (old.feature, old.release, old.sprint) AND (old.rank IS NOT NULL OR old.stood IS NOT NULL OR old.done_at IS NOT NULL);
    INSERT INTO scope (thing, stories, done, begun, points, points_done, unready)
    SELECT h.thing, 1, new.done_at IS NOT NULL, new.begun, COALESCE(new.points, 0),
        CASE WHEN new.done_at IS NOT NULL THEN COALESCE(new.points, 0) ELSE 0 END, new.done_at IS NULL AND new.missing <> ''
    FROM (SELECT new.feature AS thing UNION SELECT new.release UNION SELECT new.sprint) AS h
    WHERE h.thing IS NOT NULL AND (new.rank IS NOT NULL OR new.stood IS NOT NULL OR new.done_at IS NOT NULL)
    ON CONFLICT (thing) DO UPDATE SET
        stories = stories + 1, done = done + excluded.done, begun = begun + excluded.begun,
        points = points + excluded.points, points_done = points_done + excluded.points_done,
        unready = unready + excluded.unready;
END;
CREATE TRIGGER import_tally_came AFTER INSERT ON import_row BEGIN
    INSERT INTO import_tally (run, dry, outcome, about, rows, first)
    VALUES (new.run, new.dry, new.outcome, new.about, 1, new.reason)
    ON CONFLICT (run, dry, outcome, about) DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER import_tally_moved AFTER UPDATE OF outcome, about ON import_row BEGIN
    UPDATE import_tally SET rows = rows - 1
    WHERE run = old.run AND dry = old.dry AND outcome = old.outcome AND about = old.about;
    INSERT INTO import_tally (run, dry, outcome, about, rows, first)
    VALUES (new.run, new.dry, new.outcome, new.about, 1, new.reason)
    ON CONFLICT (run, dry, outcome, about) DO UPDATE SET rows = rows + 1;
END;
