-- What the program does by itself, when a time has come, says so in the journal.
ALTER TABLE journal RENAME TO journal_before;
DROP INDEX journal_by_actor;

CREATE TABLE journal (
    product UUID NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor UUID,
    role TEXT,
    action TEXT NOT NULL,
    version BIGINT NOT NULL,
    decision_right TEXT,
    reason TEXT,
    via TEXT NOT NULL CHECK (via IN ('web', 'api', 'mcp', 'cli', 'import', 'tandem')),
    request_id TEXT NOT NULL,
    proposal UUID,
    undoes BIGINT,
    undone_by BIGINT,
    PRIMARY KEY (product, seq)
);

INSERT INTO journal (product, seq, at, actor, role, action, version, decision_right, reason, via, request_id, proposal, undoes, undone_by)
SELECT product, seq, at, actor, role, action, version, decision_right, reason, via, request_id, proposal, undoes, undone_by FROM journal_before;

DROP TABLE journal_before;
CREATE INDEX journal_by_actor ON journal (actor, at);
