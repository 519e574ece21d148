-- What is written with each request: the fewer orders of them are kept, the quicker they come in.

-- By tab, importance and time; an order by time alone is put together from those of each importance.
DROP INDEX request_by_time;
DROP INDEX request_most_important;
DROP INDEX request_by_importance;
DROP INDEX request_inbox;
CREATE INDEX request_inbox ON request (product, tab, importance, asked_at, thing, snoozed_until);

-- Which other row has the same words is asked of requests alone.
UPDATE origin SET words = '' WHERE words <> '' AND thing IN (SELECT id FROM thing WHERE kind <> 'request');
DROP INDEX origin_by_words;
CREATE INDEX origin_by_words ON origin (product, words) WHERE words <> '';
