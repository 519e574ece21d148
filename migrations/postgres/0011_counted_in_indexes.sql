-- What pages count of requests stands in the indexes they count by, so that they need not look at each request.
DROP INDEX request_inbox;
CREATE INDEX request_inbox ON request (product, tab, asked_at, thing, snoozed_until);
DROP INDEX request_of_customer;
CREATE INDEX request_of_customer ON request (customer, contact, tab, answered_at, asked_at) WHERE customer IS NOT NULL;
