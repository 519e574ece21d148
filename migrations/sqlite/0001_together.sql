-- The ground floor of every workspace: people, products, who decides, the thread, the journal.
-- Times are microseconds since 1970 UTC, ids UUIDv7, yes/no 0 or 1.

-- people -------------------------------------------------------------------------------------------
CREATE TABLE workspace (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    seq INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    password TEXT,
    administrator INTEGER NOT NULL,
    -- Counts what only this person sees (read marks, preferences), so that a page can tell it is unchanged.
    seq INTEGER NOT NULL,
    preferences TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    CONSTRAINT person_email UNIQUE (email)
) STRICT;

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_person ON session (person);

-- A link that opens one door once: set-up, invitation, new password.
CREATE TABLE door_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    door TEXT NOT NULL CHECK (door IN ('set-up', 'invitation', 'reset')),
    person BLOB REFERENCES person (id),
    email TEXT,
    product BLOB,
    roles TEXT NOT NULL,
    made_by BLOB REFERENCES person (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE TABLE api_token (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    -- Its first letters, by which its owner knows it again.
    begins TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    reach TEXT NOT NULL CHECK (reach IN ('read', 'full')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    used_at INTEGER,
    revoked_at INTEGER,
    CONSTRAINT api_token_hash UNIQUE (token_hash)
) STRICT;
CREATE INDEX api_token_of_person ON api_token (person);

-- Counted knocks at a door, for rate limits that hold over restarts and several processes.
CREATE TABLE knock (
    door TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX knock_of ON knock (door, who, at);

-- products -----------------------------------------------------------------------------------------
CREATE TABLE product (
    id BLOB NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('scrum', 'kanban', 'none')),
    phase TEXT NOT NULL,
    currency TEXT NOT NULL,
    preset TEXT NOT NULL,
    -- Points that fit a sprint and a release; typed in until velocity is measured.
    sprint_capacity INTEGER,
    release_capacity INTEGER,
    example INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    hidden_at INTEGER,
    CONSTRAINT product_key UNIQUE (key)
) STRICT;

CREATE TABLE counter (
    product BLOB NOT NULL REFERENCES product (id),
    kind TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (product, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
    id BLOB NOT NULL PRIMARY KEY,
    product BLOB NOT NULL REFERENCES product (id),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    capacity INTEGER,
    hidden_at INTEGER,
    CONSTRAINT team_number UNIQUE (product, number)
) STRICT;

CREATE TABLE membership (
    product BLOB NOT NULL REFERENCES product (id),
    person BLOB NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    -- The number of the team the role is held in; 0 is the whole product.
    team INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (product, person, role, team)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_of_person ON membership (person);

-- roles --------------------------------------------------------------------------------------------
-- A cell is written as on the page: A, R, R delegated, C, C waits 24h, I. No cell: not involved.
CREATE TABLE matrix_cell (
    product BLOB NOT NULL REFERENCES product (id),
    -- The number of the team the row is for; 0 is the whole product.
    team INTEGER NOT NULL,
    subject TEXT NOT NULL,
    role TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (product, team, subject, role)
) STRICT, WITHOUT ROWID;

-- Decisions a product added for its log; no action asks for them.
CREATE TABLE own_right (
    product BLOB NOT NULL REFERENCES product (id),
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (product, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE advice (
    product BLOB NOT NULL PRIMARY KEY REFERENCES product (id),
    maturity TEXT,
    size TEXT,
    structure TEXT,
    agile TEXT,
    philosophy TEXT
) STRICT, WITHOUT ROWID;

-- thread -------------------------------------------------------------------------------------------
CREATE TABLE thing (
    id BLOB NOT NULL PRIMARY KEY,
    product BLOB NOT NULL REFERENCES product (id),
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('open', 'active', 'done', 'dropped')),
    owner BLOB REFERENCES person (id),
    public INTEGER NOT NULL,
    -- Which of vision, goal, need, feature, story, release its thread has: bits 1, 2, 4, 8, 16, 32.
    thread INTEGER NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_seq INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hidden_at INTEGER,
    CONSTRAINT thing_key UNIQUE (product, kind, number),
    CONSTRAINT thing_kind UNIQUE (id, kind)
) STRICT;
CREATE INDEX thing_by_state ON thing (product, kind, state, number);
CREATE INDEX thing_by_owner ON thing (owner) WHERE owner IS NOT NULL;

CREATE TABLE link_rule (
    from_kind TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_kind TEXT NOT NULL,
    PRIMARY KEY (from_kind, kind, to_kind)
) STRICT, WITHOUT ROWID;
INSERT INTO link_rule (from_kind, kind, to_kind) VALUES
    ('need', 'serves', 'goal'), ('feature', 'serves', 'need'), ('feature', 'serves', 'goal'), ('goal', 'serves', 'goal'),
    ('story', 'part of', 'feature'),
    ('request', 'asks for', 'need'), ('request', 'asks for', 'feature'), ('request', 'asks for', 'story'),
    ('insight', 'supports', 'need'),
    ('story', 'ships in', 'release'), ('feature', 'ships in', 'release'),
    ('story', 'depends on', 'story'), ('feature', 'depends on', 'feature'),
    ('request', 'duplicate of', 'request'),
    ('goal', 'decided by', 'decision'), ('need', 'decided by', 'decision'), ('feature', 'decided by', 'decision'),
    ('story', 'decided by', 'decision'), ('release', 'decided by', 'decision'), ('request', 'decided by', 'decision'),
    ('vision', 'decided by', 'decision'), ('proposal', 'decided by', 'decision');

CREATE TABLE link (
    from_thing BLOB NOT NULL,
    from_kind TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_thing BLOB NOT NULL,
    to_kind TEXT NOT NULL,
    share INTEGER,
    quote TEXT,
    -- Who last looked at it, and since which sequence the upstream end has moved on.
    reviewer BLOB REFERENCES person (id),
    suspect_seq INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (from_thing, kind, to_thing),
    CONSTRAINT link_allowed FOREIGN KEY (from_kind, kind, to_kind) REFERENCES link_rule (from_kind, kind, to_kind),
    CONSTRAINT link_from FOREIGN KEY (from_thing, from_kind) REFERENCES thing (id, kind),
    CONSTRAINT link_to FOREIGN KEY (to_thing, to_kind) REFERENCES thing (id, kind),
    CONSTRAINT link_not_itself CHECK (from_thing <> to_thing)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_back ON link (to_thing, kind, from_thing);

-- "It needs none, because …" for a link that is missing on purpose; “serves it” is the missing one from beneath.
CREATE TABLE spared_link (
    thing BLOB NOT NULL REFERENCES thing (id),
    kind TEXT NOT NULL,
    because TEXT NOT NULL,
    by_person BLOB NOT NULL REFERENCES person (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (thing, kind)
) STRICT, WITHOUT ROWID;

-- journal ------------------------------------------------------------------------------------------
-- The product of a workspace entry is the nil id.
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
    via TEXT NOT NULL CHECK (via IN ('web', 'api', 'mcp', 'cli', 'import')),
    request_id TEXT NOT NULL,
    proposal BLOB,
    undoes INTEGER,
    undone_by INTEGER,
    PRIMARY KEY (product, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_by_actor ON journal (actor, at);

CREATE TABLE change (
    product BLOB NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    thing BLOB,
    field TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (product, seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_of_thing ON change (thing, seq);

-- What a field that lists show was before: the row says which sequences it held for.
CREATE TABLE field_version (
    thing BLOB NOT NULL,
    field TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    to_seq INTEGER NOT NULL,
    value TEXT,
    PRIMARY KEY (thing, field, from_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL REFERENCES product (id),
    decision_right TEXT NOT NULL,
    team INTEGER NOT NULL,
    to_role TEXT NOT NULL,
    action TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    changes TEXT NOT NULL,
    about BLOB,
    because TEXT,
    proposer BLOB NOT NULL REFERENCES person (id),
    proposer_role TEXT NOT NULL,
    -- Codes of the roles that have agreed, where several must.
    agreed TEXT NOT NULL,
    at_seq INTEGER NOT NULL,
    decided_by BLOB REFERENCES person (id),
    decided_at INTEGER,
    decided_because TEXT
) STRICT;
CREATE INDEX proposal_of_product ON proposal (product, decided_at);
CREATE INDEX proposal_about ON proposal (about);

CREATE TABLE answered (
    person BLOB NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (person, idempotency_key)
) STRICT, WITHOUT ROWID;

-- decisions ----------------------------------------------------------------------------------------
CREATE TABLE decision (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    question TEXT NOT NULL,
    options TEXT NOT NULL,
    outcome TEXT,
    why TEXT,
    decision_right TEXT,
    decider BLOB REFERENCES person (id),
    decider_role TEXT,
    decided_at INTEGER,
    proposal BLOB,
    entry_seq INTEGER,
    -- The decision this one takes the place of, once it is decided.
    supersedes BLOB REFERENCES thing (id)
) STRICT;
CREATE INDEX decision_superseding ON decision (supersedes) WHERE supersedes IS NOT NULL;

-- conversation -------------------------------------------------------------------------------------
CREATE TABLE comment (
    id BLOB NOT NULL PRIMARY KEY,
    product BLOB NOT NULL REFERENCES product (id),
    thing BLOB NOT NULL REFERENCES thing (id),
    person BLOB REFERENCES person (id),
    contact BLOB,
    audience TEXT NOT NULL CHECK (audience IN ('team', 'public')),
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    edited_at INTEGER,
    hidden_at INTEGER
) STRICT;
CREATE INDEX comment_of_thing ON comment (thing, at);

CREATE TABLE watch (
    thing BLOB NOT NULL REFERENCES thing (id),
    person BLOB NOT NULL REFERENCES person (id),
    PRIMARY KEY (thing, person)
) STRICT, WITHOUT ROWID;

-- notices ------------------------------------------------------------------------------------------
CREATE TABLE notice (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id),
    product BLOB NOT NULL REFERENCES product (id),
    seq INTEGER NOT NULL,
    why TEXT NOT NULL,
    thing BLOB,
    times INTEGER NOT NULL,
    at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE INDEX notice_of_person ON notice (person, read_at, at);
CREATE INDEX notice_about ON notice (person, product, thing, why) WHERE read_at IS NULL;

-- presence -----------------------------------------------------------------------------------------
-- Who has a page of a product open, as their process last said.
CREATE TABLE presence (
    process BLOB NOT NULL,
    product BLOB NOT NULL,
    person BLOB NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (process, product, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_in ON presence (product, seen_at);

-- saved views of lists, a person's own or shared with the product
CREATE TABLE saved_view (
    id BLOB NOT NULL PRIMARY KEY,
    product BLOB NOT NULL REFERENCES product (id),
    person BLOB REFERENCES person (id),
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_view_of_product ON saved_view (product, list);

INSERT INTO workspace (id, name, seq, created_at) VALUES (1, 'Tandem', 0, 0);

-- search: the words of every thing
CREATE TABLE search (
    n INTEGER PRIMARY KEY,
    thing BLOB NOT NULL UNIQUE REFERENCES thing (id),
    product BLOB NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = 'search', content_rowid = 'n', tokenize = "unicode61 remove_diacritics 0", prefix = '2 3'
);
CREATE TRIGGER search_insert AFTER INSERT ON search BEGIN
    INSERT INTO search_words (rowid, words) VALUES (new.n, new.words);
END;
CREATE TRIGGER search_delete AFTER DELETE ON search BEGIN
    INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.n, old.words);
END;
CREATE TRIGGER search_update AFTER UPDATE OF words ON search BEGIN
    INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.n, old.words);
    INSERT INTO search_words (rowid, words) VALUES (new.n, new.words);
END;
