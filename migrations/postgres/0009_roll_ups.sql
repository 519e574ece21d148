-- What hangs beneath things, counted as it comes and goes, so that no page counts thousands of stories.

-- The things that are *part of* one, by how far they are; those that are dropped or removed are left out.
CREATE TABLE progress (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    open BIGINT NOT NULL,
    active BIGINT NOT NULL,
    done BIGINT NOT NULL
);
INSERT INTO progress (thing, open, active, done)
SELECT l.to_thing, SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'open' THEN 1 ELSE 0 END),
    SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'active' THEN 1 ELSE 0 END),
    SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'done' THEN 1 ELSE 0 END)
FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.kind = 'part of' GROUP BY l.to_thing;

-- What the stories of a feature, a release or a sprint come to: those in a backlog or done.
CREATE TABLE scope (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    stories BIGINT NOT NULL,
    done BIGINT NOT NULL,
    begun BIGINT NOT NULL,
    points BIGINT NOT NULL,
    points_done BIGINT NOT NULL,
    -- Neither done nor ready.
    unready BIGINT NOT NULL
);
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
    run UUID NOT NULL REFERENCES import_run (id),
    dry BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    about TEXT NOT NULL,
    rows BIGINT NOT NULL,
    -- One of the reasons.
    first TEXT NOT NULL,
    PRIMARY KEY (run, dry, outcome, about)
);
INSERT INTO import_tally (run, dry, outcome, about, rows, first)
SELECT run, dry, outcome, about, COUNT(*), MIN(reason) FROM import_row GROUP BY run, dry, outcome, about;

-- triggers: each engine writes them its own way.
CREATE FUNCTION progress_linked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO progress (thing, open, active, done)
    SELECT new.to_thing, (CASE WHEN t.hidden_at IS NULL AND t.stage = 'open' THEN 1 ELSE 0 END), (CASE WHEN t.hidden_at IS NULL AND t.stage = 'active' THEN 1 ELSE 0 END), (CASE WHEN t.hidden_at IS NULL AND t.stage = 'done' THEN 1 ELSE 0 END)
    FROM thing t WHERE t.id = new.from_thing
    ON CONFLICT (thing) DO UPDATE SET open = progress.open + excluded.open,
        active = progress.active + excluded.active, done = progress.done + excluded.done;
    RETURN NULL;
END
$$;
CREATE TRIGGER progress_linked AFTER INSERT ON link
FOR EACH ROW WHEN (new.kind = 'part of') EXECUTE FUNCTION progress_linked();
CREATE FUNCTION progress_unlinked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE progress SET
        open = open - CASE WHEN t.hidden_at IS NULL AND t.stage = 'open' THEN 1 ELSE 0 END,
        active = active - CASE WHEN t.hidden_at IS NULL AND t.stage = 'active' THEN 1 ELSE 0 END,
        done = done - CASE WHEN t.hidden_at IS NULL AND t.stage = 'done' THEN 1 ELSE 0 END
    FROM thing t WHERE t.id = old.from_thing AND progress.thing = old.to_thing;
    RETURN NULL;
END
$$;
CREATE TRIGGER progress_unlinked AFTER DELETE ON link
FOR EACH ROW WHEN (old.kind = 'part of') EXECUTE FUNCTION progress_unlinked();
CREATE FUNCTION progress_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE progress SET
        open = open + CASE WHEN new.hidden_at IS NULL AND new.stage = 'open' THEN 1 ELSE 0 END
            - CASE WHEN old.hidden_at IS NULL AND old.stage = 'open' THEN 1 ELSE 0 END,
        active = active + CASE WHEN new.hidden_at IS NULL AND new.stage = 'active' THEN 1 ELSE 0 END
            - CASE WHEN old.hidden_at IS NULL AND old.stage = 'active' THEN 1 ELSE 0 END,
        done = done + CASE WHEN new.hidden_at IS NULL AND new.stage = 'done' THEN 1 ELSE 0 END
            - CASE WHEN old.hidden_at IS NULL AND old.stage = 'done' THEN 1 ELSE 0 END
    WHERE thing IN (SELECT to_thing FROM link WHERE from_thing = new.id AND kind = 'part of');
    RETURN NULL;
END
$$;
CREATE TRIGGER progress_moved AFTER UPDATE OF stage, hidden_at ON thing FOR EACH ROW
WHEN (old.stage <> new.stage OR (old.hidden_at IS NULL) <> (new.hidden_at IS NULL)) EXECUTE FUNCTION progress_moved();
CREATE FUNCTION scope_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scope (thing, stories, done, begun, points, points_done, unready)
    SELECT h.thing, 1, CASE WHEN new.done_at IS NOT NULL THEN 1 ELSE 0 END, new.begun, COALESCE(new.points, 0),
        CASE WHEN new.done_at IS NOT NULL THEN COALESCE(new.points, 0) ELSE 0 END,
        CASE WHEN new.done_at IS NULL AND new.missing <> '' THEN 1 ELSE 0 END
    FROM (SELECT new.feature AS thing UNION SELECT new.release UNION SELECT new.sprint) AS h
    WHERE h.thing IS NOT NULL AND (new.rank IS NOT NULL OR new.stood IS NOT NULL OR new.done_at IS NOT NULL)
    ON CONFLICT (thing) DO UPDATE SET
        stories = scope.stories + 1, done = scope.done + excluded.done, begun = scope.begun + excluded.begun,
        points = scope.points + excluded.points, points_done = scope.points_done + excluded.points_done,
        unready = scope.unready + excluded.unready;
    RETURN NULL;
END
$$;
CREATE FUNCTION scope_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE scope SET
        stories = stories - 1, done = done - CASE WHEN old.done_at IS NOT NULL THEN 1 ELSE 0 END, begun = begun - old.begun,
        points = points - COALESCE(old.points, 0),
        points_done = points_done - CASE WHEN old.done_at IS NOT NULL THEN COALESCE(old.points, 0) ELSE 0 END,
        unready = unready - CASE WHEN old.done_at IS NULL AND old.missing <> '' THEN 1 ELSE 0 END
    WHERE thing IN (old.feature, old.release, old.sprint) AND (old.rank IS NOT NULL OR old.stood IS NOT NULL OR old.done_at IS NOT NULL);
    RETURN NULL;
END
$$;
CREATE FUNCTION scope_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE scope SET
        stories = stories - 1, done = done - CASE WHEN old.done_at IS NOT NULL THEN 1 ELSE 0 END, begun = begun - old.begun,
        points = points - COALESCE(old.points, 0),
        points_done = points_done - CASE WHEN old.done_at IS NOT NULL THEN COALESCE(old.points, 0) ELSE 0 END,
        unready = unready - CASE WHEN old.done_at IS NULL AND old.missing <> '' THEN 1 ELSE 0 END
    WHERE thing IN (old.feature, old.release, old.sprint) AND (old.rank IS NOT NULL OR old.stood IS NOT NULL OR old.done_at IS NOT NULL);
    INSERT INTO scope (thing, stories, done, begun, points, points_done, unready)
    SELECT h.thing, 1, CASE WHEN new.done_at IS NOT NULL THEN 1 ELSE 0 END, new.begun, COALESCE(new.points, 0),
        CASE WHEN new.done_at IS NOT NULL THEN COALESCE(new.points, 0) ELSE 0 END,
        CASE WHEN new.done_at IS NULL AND new.missing <> '' THEN 1 ELSE 0 END
    FROM (SELECT new.feature AS thing UNION SELECT new.release UNION SELECT new.sprint) AS h
    WHERE h.thing IS NOT NULL AND (new.rank IS NOT NULL OR new.stood IS NOT NULL OR new.done_at IS NOT NULL)
    ON CONFLICT (thing) DO UPDATE SET
        stories = scope.stories + 1, done = scope.done + excluded.done, begun = scope.begun + excluded.begun,
        points = scope.points + excluded.points, points_done = scope.points_done + excluded.points_done,
        unready = scope.unready + excluded.unready;
    RETURN NULL;
END
$$;
CREATE TRIGGER scope_came AFTER INSERT ON story FOR EACH ROW
WHEN (COALESCE(new.feature, new.release, new.sprint) IS NOT NULL) EXECUTE FUNCTION scope_came();
CREATE TRIGGER scope_left AFTER DELETE ON story FOR EACH ROW
WHEN (COALESCE(old.feature, old.release, old.sprint) IS NOT NULL) EXECUTE FUNCTION scope_left();
CREATE TRIGGER scope_moved AFTER UPDATE OF feature, release, sprint, rank, stood, done_at, begun, points, missing ON story FOR EACH ROW
WHEN (COALESCE(old.feature, old.release, old.sprint, new.feature, new.release, new.sprint) IS NOT NULL AND (
    old.feature IS DISTINCT FROM new.feature OR old.release IS DISTINCT FROM new.release
    OR old.sprint IS DISTINCT FROM new.sprint OR (old.rank IS NOT NULL OR old.stood IS NOT NULL OR old.done_at IS NOT NULL) <>
        (new.rank IS NOT NULL OR new.stood IS NOT NULL OR new.done_at IS NOT NULL)
    OR (old.done_at IS NULL) <> (new.done_at IS NULL) OR old.begun <> new.begun
    OR old.points IS DISTINCT FROM new.points OR (old.missing = '') <> (new.missing = '')
)) EXECUTE FUNCTION scope_moved();
CREATE FUNCTION import_tally_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO import_tally (run, dry, outcome, about, rows, first)
    VALUES (new.run, new.dry, new.outcome, new.about, 1, new.reason)
    ON CONFLICT (run, dry, outcome, about) DO UPDATE SET rows = import_tally.rows + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER import_tally_came AFTER INSERT ON import_row FOR EACH ROW EXECUTE FUNCTION import_tally_came();
CREATE FUNCTION import_tally_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE import_tally SET rows = rows - 1
    WHERE run = old.run AND dry = old.dry AND outcome = old.outcome AND about = old.about;
    INSERT INTO import_tally (run, dry, outcome, about, rows, first)
    VALUES (new.run, new.dry, new.outcome, new.about, 1, new.reason)
    ON CONFLICT (run, dry, outcome, about) DO UPDATE SET rows = import_tally.rows + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER import_tally_moved AFTER UPDATE OF outcome, about ON import_row
FOR EACH ROW EXECUTE FUNCTION import_tally_moved();
