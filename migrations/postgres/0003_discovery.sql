-- Customers, what they ask, what they need.

CREATE TABLE customer (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    -- Money a year or any other weight, in the product's currency; absent when unknown.
    value BIGINT,
    segment TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX customer_of_product ON customer (product);
CREATE INDEX thing_customer_by_name ON thing (product, title, number) WHERE kind = 'customer';

-- Somebody at a customer, or somebody who asks for themselves.
CREATE TABLE contact (
    id UUID NOT NULL PRIMARY KEY,
    product UUID NOT NULL,
    customer UUID REFERENCES thing (id),
    person UUID REFERENCES person (id),
    name TEXT NOT NULL,
    email TEXT,
    created_at BIGINT NOT NULL,
    hidden_at BIGINT
);
CREATE INDEX contact_by_name ON contact (product, name);
CREATE INDEX contact_by_email ON contact (product, email) WHERE email IS NOT NULL;
CREATE INDEX contact_of_customer ON contact (customer) WHERE customer IS NOT NULL;

CREATE TABLE request (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    body TEXT NOT NULL,
    contact UUID REFERENCES contact (id),
    customer UUID,
    -- 0 not important, 1 nice to have, 2 important, 3 critical.
    importance BIGINT NOT NULL CHECK (importance BETWEEN 0 AND 3),
    source TEXT NOT NULL,
    source_link TEXT,
    asked_at BIGINT NOT NULL,
    -- How many people stand behind it besides its contact, as a portal elsewhere counted them.
    votes BIGINT NOT NULL,
    -- The request it repeats, followed to the end; itself otherwise, so that groups are one equality.
    canonical UUID NOT NULL,
    answered_at BIGINT,
    snoozed_until BIGINT,
    decline_reason TEXT,
    -- The tab of the inbox that shows it: its state, or nothing when it is hidden. Kept here because the inbox is ordered by
    -- what stands here, and a hundred thousand requests are not sorted for fifty.
    tab TEXT NOT NULL
);
CREATE INDEX request_inbox ON request (product, tab, asked_at, thing);
CREATE INDEX request_by_importance ON request (product, tab, importance, asked_at, thing);
CREATE INDEX request_by_time ON request (product, asked_at, thing);
CREATE INDEX request_most_important ON request (product, importance, asked_at, thing);
CREATE INDEX request_group ON request (canonical);
-- All that is counted of a customer's requests stands in it.
CREATE INDEX request_of_customer ON request (customer, tab, answered_at, asked_at) WHERE customer IS NOT NULL;
-- Customers that nobody has answered yet.
CREATE INDEX request_unanswered ON request (product, asked_at)
    WHERE answered_at IS NULL AND customer IS NOT NULL AND tab IN ('new', 'open');
CREATE INDEX request_unanswered_open ON request (product, tab, asked_at)
    WHERE answered_at IS NULL AND customer IS NOT NULL AND tab = 'open';
CREATE INDEX request_of_contact ON request (contact) WHERE contact IS NOT NULL;

CREATE TABLE need (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    text TEXT NOT NULL,
    persona TEXT NOT NULL,
    -- Out of ten, as entered or surveyed.
    importance DOUBLE PRECISION,
    satisfaction DOUBLE PRECISION,
    rank TEXT COLLATE "C" NOT NULL
);
CREATE INDEX need_order ON need (product, rank);
CREATE INDEX need_by_persona ON need (product, persona);
CREATE INDEX need_by_opportunity ON need (product, (importance + GREATEST(importance - satisfaction, 0.0)), thing);

-- What requests ask of a thing, kept with every change so that lists never count: distinct people, requests, the sum of
-- importance over distinct people, and what their customers are worth.
CREATE TABLE demand (
    thing UUID NOT NULL PRIMARY KEY REFERENCES thing (id),
    product UUID NOT NULL,
    requests BIGINT NOT NULL,
    people BIGINT NOT NULL,
    -- Those of them who said how important it is.
    voices BIGINT NOT NULL,
    importance BIGINT NOT NULL,
    value BIGINT NOT NULL
);
CREATE INDEX demand_of_product ON demand (product, people);
