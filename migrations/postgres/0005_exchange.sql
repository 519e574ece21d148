-- Imports: each run with its file and mapping, each row with what became of it, and where things came from.

CREATE TABLE import_run (
    id UUID NOT NULL PRIMARY KEY,
    product UUID NOT NULL REFERENCES product (id),
    -- The file's name, and where it lies until the run is over.
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    rows_as TEXT NOT NULL CHECK (rows_as IN ('requests', 'stories', 'features')),
    mapping TEXT NOT NULL,
    -- What a look at all of the file told, as JSON, so that it is looked at once.
    survey TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('columns', 'trying', 'tried', 'running', 'paused', 'done', 'stopped', 'taking back', 'taken back', 'broken')),
    -- What its rows are known by: the tool it was exported from, or the file's name.
    source TEXT NOT NULL,
    -- What stopped it, in words.
    problem TEXT,
    -- Whoever runs it now. Who started before and comes too late finds another here, and stops.
    turn UUID,
    rows_total BIGINT NOT NULL,
    -- How many rows are settled; a broken-off run goes on after them.
    rows_done BIGINT NOT NULL,
    started_by UUID REFERENCES person (id),
    made_at BIGINT NOT NULL,
    started_at BIGINT,
    -- The last sign of life of whoever runs it; a running run without one is unfinished.
    beat_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX import_run_of_product ON import_run (product, made_at);

CREATE TABLE import_row (
    run UUID NOT NULL REFERENCES import_run (id),
    -- As a spreadsheet counts rows, its header being row 1.
    number BIGINT NOT NULL,
    -- Whether this is the dry run's word or what was done.
    dry BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('created', 'updated', 'unchanged', 'kept', 'merged', 'skipped')),
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- What the reason is about, in a word, so that rows with like reasons are counted together; empty without one.
    about TEXT NOT NULL,
    thing UUID,
    -- The journal's entry that did it, to take it back.
    seq BIGINT,
    -- What the file said of a thing that this row changed, before it did: the fingerprints of its origin.
    before TEXT,
    PRIMARY KEY (run, dry, number)
);
CREATE INDEX import_row_by_outcome ON import_row (run, dry, outcome, number);
CREATE INDEX import_row_changed ON import_row (run, seq) WHERE before IS NOT NULL;

-- Which row of which source a thing came from, and what its fields were in the file, so that a later file can tell what
-- changed there.
CREATE TABLE origin (
    product UUID NOT NULL,
    identity TEXT NOT NULL,
    thing UUID NOT NULL REFERENCES thing (id),
    fingerprints TEXT NOT NULL,
    -- A hash of title and text of what somebody asked for, by which another row with the same words is found.
    words TEXT NOT NULL,
    -- The journal's entry that made it: when that was taken back, the row may come again.
    seq BIGINT NOT NULL,
    run UUID NOT NULL,
    PRIMARY KEY (product, identity)
);
CREATE INDEX origin_of_thing ON origin (thing);
CREATE INDEX origin_by_words ON origin (product, words);
