-- The ground floor of every workspace: people, products, who decides, the thread, the journal.
-- Times are microseconds since 1970 UTC, ids UUIDv7, yes/no 0 or 1.

-- people -------------------------------------------------------------------------------------------
CREATE TABLE workspace (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    seq BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    password TEXT,
    administrator BIGINT NOT NULL,
    -- Counts what only this person sees (read marks, preferences), so that a page can tell it is unchanged.
    seq BIGINT NOT NULL,
    preferences TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    CONSTRAINT person_email UNIQUE (email)
);

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_of_person ON session (person);

-- A link that opens one door once: set-up, invitation, new password.
CREATE TABLE door_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    door TEXT NOT NULL CHECK (door IN ('set-up', 'invitation', 'reset')),
    person UUID REFERENCES person (id),
    email TEXT,
    product UUID,
    roles TEXT NOT NULL,
    made_by UUID REFERENCES person (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE api_token (
    id UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    -- Its first letters, by which its owner knows it again.
    begins TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    reach TEXT NOT NULL CHECK (reach IN ('read', 'full')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    used_at BIGINT,
    revoked_at BIGINT,
    CONSTRAINT api_token_hash UNIQUE (token_hash)
);
CREATE INDEX api_token_of_person ON api_token (person);

-- Counted knocks at a door, for rate limits that hold over restarts and several processes.
CREATE TABLE knock (
    door TEXT NOT NULL,
    who TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX knock_of ON knock (door, who, at);

-- products -----------------------------------------------------------------------------------------
CREATE TABLE product (
    id UUID NOT NULL PRIMARY KEY,
    key TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('scrum', 'kanban', 'none')),
    phase TEXT NOT NULL,
    currency TEXT NOT NULL,
    preset TEXT NOT NULL,
    -- Points that fit a sprint and a release; typed in until velocity is measured.
    sprint_capacity BIGINT,
    release_capacity BIGINT,
    example BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    hidden_at BIGINT,
    CONSTRAINT product_key UNIQUE (key)
);

CREATE TABLE counter (
    product UUID NOT NULL REFERENCES product (id),
    kind TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (product, kind)
);

CREATE TABLE team (
    id UUID NOT NULL PRIMARY KEY,
    product UUID NOT NULL REFERENCES product (id),
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    capacity BIGINT,
    hidden_at BIGINT,
    CONSTRAINT team_number UNIQUE (product, number)
);

CREATE TABLE membership (
    product UUID NOT NULL REFERENCES product (id),
    person UUID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    -- The number of the team the role is held in; 0 is the whole product.
    team BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (product, person, role, team)
);
CREATE INDEX membership_of_person ON membership (person);

-- roles --------------------------------------------------------------------------------------------
-- A cell is written as on the page: A, R, R delegated, C, C waits 24h, I. No cell: not involved.
CREATE TABLE matrix_cell (
    product UUID NOT NULL REFERENCES product (id),
    -- The number of the team the row is for; 0 is the whole product.
    team BIGINT NOT NULL,
    subject TEXT NOT NULL,
    role TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (product, team, subject, role)
);

-- Decisions a product added for its log; no action asks for them.
CREATE TABLE own_right (
    product UUID NOT NULL REFERENCES product (id),
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (product, code)
);

CREATE TABLE advice (
    product UUID NOT NULL PRIMARY KEY REFERENCES product (id),
    maturity TEXT,
    size TEXT,
    structure TEXT,
    agile TEXT,
    philosophy TEXT
);

-- thread -------------------------------------------------------------------------------------------
CREATE TABLE thing (
    id UUID NOT NULL PRIMARY KEY,
    product UUID NOT NULL REFERENCES product (id),
    kind TEXT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('open', 'active', 'done', 'dropped')),
    owner UUID REFERENCES person (id),
    public BIGINT NOT NULL,
    -- Which of vision, goal, need, feature, story, release its thread has: bits 1, 2, 4, 8, 16, 32.
    thread BIGINT NOT NULL,
    created_by UUID,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_seq BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    hidden_at BIGINT,
    CONSTRAINT thing_key UNIQUE (product, kind, number),
    CONSTRAINT thing_kind UNIQUE (id, kind)
);
CREATE INDEX thing_by_state ON thing (product, kind, state, number);
CREATE INDEX thing_by_owner ON thing (owner) WHERE owner IS NOT NULL;

CREATE TABLE link_rule (
    from_kind TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_kind TEXT NOT NULL,
    PRIMARY KEY (from_kind, kind, to_kind)
);
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
    from_thing UUID NOT NULL,
    from_kind TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_thing UUID NOT NULL,
    to_kind TEXT NOT NULL,
    share BIGINT,
    quote TEXT,
    -- Who last looked at it, and since which sequence the upstream end has moved on.
    reviewer UUID REFERENCES person (id),
    suspect_seq BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (from_thing, kind, to_thing),
    CONSTRAINT link_allowed FOREIGN KEY (from_kind, kind, to_kind) REFERENCES link_rule (from_kind, kind, to_kind),
    CONSTRAINT link_from FOREIGN KEY (from_thing, from_kind) REFERENCES thing (id, kind),
    CONSTRAINT link_to FOREIGN KEY (to_thing, to_kind) REFERENCES thing (id, kind),
    CONSTRAINT link_not_itself CHECK (from_thing <> to_thing)
);
CREATE INDEX link_back ON link (to_thing, kind, from_thing);

-- "It needs none, because …" for a link that is missing on purpose; “serves it” is the missing one from beneath.
CREATE TABLE spared_link (
    thing UUID NOT NULL REFERENCES thing (id),
    kind TEXT NOT NULL,
    because TEXT NOT NULL,
    by_person UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (thing, kind)
);

-- journal ------------------------------------------------------------------------------------------
-- The product of a workspace entry is the nil id.
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
    via TEXT NOT NULL CHECK (via IN ('web', 'api', 'mcp', 'cli', 'import')),
    request_id TEXT NOT NULL,
    proposal UUID,
    undoes BIGINT,
    undone_by BIGINT,
    PRIMARY KEY (product, seq)
);
CREATE INDEX journal_by_actor ON journal (actor, at);

CREATE TABLE change (
    product UUID NOT NULL,
    seq BIGINT NOT NULL,
    n BIGINT NOT NULL,
    thing UUID,
    field TEXT COLLATE "C" NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (product, seq, n)
);
CREATE INDEX change_of_thing ON change (thing, seq);

-- What a field that lists show was before: the row says which sequences it held for.
CREATE TABLE field_version (
    thing UUID NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    from_seq BIGINT NOT NULL,
    to_seq BIGINT NOT NULL,
    value TEXT,
    PRIMARY KEY (thing, field, from_seq)
);

CREATE TABLE proposal (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL REFERENCES product (id),
    decision_right TEXT NOT NULL,
    team BIGINT NOT NULL,
    to_role TEXT NOT NULL,
    action TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    changes TEXT NOT NULL,
    about UUID,
    because TEXT,
    proposer UUID NOT NULL REFERENCES person (id),
    proposer_role TEXT NOT NULL,
    -- Codes of the roles that have agreed, where several must.
    agreed TEXT NOT NULL,
    at_seq BIGINT NOT NULL,
    decided_by UUID REFERENCES person (id),
    decided_at BIGINT,
    decided_because TEXT
);
CREATE INDEX proposal_of_product ON proposal (product, decided_at);
CREATE INDEX proposal_about ON proposal (about);

CREATE TABLE answered (
    person UUID NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, idempotency_key)
);

-- decisions ----------------------------------------------------------------------------------------
CREATE TABLE decision (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    question TEXT NOT NULL,
    options TEXT NOT NULL,
    outcome TEXT,
    why TEXT,
    decision_right TEXT,
    decider UUID REFERENCES person (id),
    decider_role TEXT,
    decided_at BIGINT,
    proposal UUID,
    entry_seq BIGINT,
    -- The decision this one takes the place of, once it is decided.
    supersedes UUID REFERENCES thing (id)
);
CREATE INDEX decision_superseding ON decision (supersedes) WHERE supersedes IS NOT NULL;

-- conversation -------------------------------------------------------------------------------------
CREATE TABLE comment (
    id UUID NOT NULL PRIMARY KEY,
    product UUID NOT NULL REFERENCES product (id),
    thing UUID NOT NULL REFERENCES thing (id),
    person UUID REFERENCES person (id),
    contact UUID,
    audience TEXT NOT NULL CHECK (audience IN ('team', 'public')),
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    edited_at BIGINT,
    hidden_at BIGINT
);
CREATE INDEX comment_of_thing ON comment (thing, at);

CREATE TABLE watch (
    thing UUID NOT NULL REFERENCES thing (id),
    person UUID NOT NULL REFERENCES person (id),
    PRIMARY KEY (thing, person)
);

-- notices ------------------------------------------------------------------------------------------
CREATE TABLE notice (
    id UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    product UUID NOT NULL REFERENCES product (id),
    seq BIGINT NOT NULL,
    why TEXT NOT NULL,
    thing UUID,
    times BIGINT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notice_of_person ON notice (person, read_at, at);
CREATE INDEX notice_about ON notice (person, product, thing, why) WHERE read_at IS NULL;

-- presence -----------------------------------------------------------------------------------------
-- Who has a page of a product open, as their process last said.
CREATE TABLE presence (
    process UUID NOT NULL,
    product UUID NOT NULL,
    person UUID NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (process, product, person)
);
CREATE INDEX presence_in ON presence (product, seen_at);

-- saved views of lists, a person's own or shared with the product
CREATE TABLE saved_view (
    id UUID NOT NULL PRIMARY KEY,
    product UUID NOT NULL REFERENCES product (id),
    person UUID REFERENCES person (id),
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX saved_view_of_product ON saved_view (product, list);

INSERT INTO workspace (id, name, seq, created_at) VALUES (1, 'Tandem', 0, 0);

-- search: the words of every thing
CREATE TABLE search (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    lexemes TSVECTOR NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED
);
CREATE INDEX search_lexemes ON search USING gin (lexemes);
