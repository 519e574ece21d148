-- What the program does by itself, when a time has come, says so in the journal.
ALTER TABLE journal RENAME TO journal_before;
DROP INDEX journal_by_actor;

CREATE TABLE journal (
    product BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor BLOB,
    role TEXT,
    action TEXT NOT NULL,
    version INTEGER NOT NULL,
    decision_right TEXT,
    reason TEXT,
    via TEXT NOT NULL CHECK (via IN ('web', 'api', 'mcp', 'cli', 'import', 'tandem')),
    request_id TEXT NOT NULL,
    proposal BLOB,
    undoes INTEGER,
    undone_by INTEGER,
    PRIMARY KEY (product, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO journal (product, seq, at, actor, role, action, version, decision_right, reason, via, request_id, proposal, undoes, undone_by)
SELECT product, seq, at, actor, role, action, version, decision_right, reason, via, request_id, proposal, undoes, undone_by FROM journal_before;

DROP TABLE journal_before;
CREATE INDEX journal_by_actor ON journal (actor, at);
