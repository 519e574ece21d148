-- Customers, what they ask, what they need.

CREATE TABLE customer (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    -- Money a year or any other weight, in the product's currency; absent when unknown.
    value INTEGER,
    segment TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX customer_of_product ON customer (product);
CREATE INDEX thing_customer_by_name ON thing (product, title, number) WHERE kind = 'customer';

-- Somebody at a customer, or somebody who asks for themselves.
CREATE TABLE contact (
    id BLOB NOT NULL PRIMARY KEY,
    product BLOB NOT NULL,
    customer BLOB REFERENCES thing (id),
    person BLOB REFERENCES person (id),
    name TEXT NOT NULL,
    email TEXT,
    created_at INTEGER NOT NULL,
    hidden_at INTEGER
) STRICT;
CREATE INDEX contact_by_name ON contact (product, name);
CREATE INDEX contact_by_email ON contact (product, email) WHERE email IS NOT NULL;
CREATE INDEX contact_of_customer ON contact (customer) WHERE customer IS NOT NULL;

CREATE TABLE request (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    body TEXT NOT NULL,
    contact BLOB REFERENCES contact (id),
    customer BLOB,
    -- 0 not important, 1 nice to have, 2 important, 3 critical.
    importance INTEGER NOT NULL CHECK (importance BETWEEN 0 AND 3),
    source TEXT NOT NULL,
    source_link TEXT,
    asked_at INTEGER NOT NULL,
    -- How many people stand behind it besides its contact, as a portal elsewhere counted them.
    votes INTEGER NOT NULL,
    -- The request it repeats, followed to the end; itself otherwise, so that groups are one equality.
    canonical BLOB NOT NULL,
    answered_at INTEGER,
    snoozed_until INTEGER,
    decline_reason TEXT,
    -- The tab of the inbox that shows it: its state, or nothing when it is hidden. Kept here because the inbox is ordered by
    -- what stands here, and a hundred thousand requests are not sorted for fifty.
    tab TEXT NOT NULL
) STRICT;
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
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    text TEXT NOT NULL,
    persona TEXT NOT NULL,
    -- Out of ten, as entered or surveyed.
    importance REAL,
    satisfaction REAL,
    rank TEXT NOT NULL
) STRICT;
CREATE INDEX need_order ON need (product, rank);
CREATE INDEX need_by_persona ON need (product, persona);
CREATE INDEX need_by_opportunity ON need (product, (importance + max(importance - satisfaction, 0.0)), thing);

-- What requests ask of a thing, kept with every change so that lists never count: distinct people, requests, the sum of
-- importance over distinct people, and what their customers are worth.
CREATE TABLE demand (
    thing BLOB NOT NULL PRIMARY KEY REFERENCES thing (id),
    product BLOB NOT NULL,
    requests INTEGER NOT NULL,
    people INTEGER NOT NULL,
    -- Those of them who said how important it is.
    voices INTEGER NOT NULL,
    importance INTEGER NOT NULL,
    value INTEGER NOT NULL
) STRICT;
CREATE INDEX demand_of_product ON demand (product, people);
