-- Who asked for something that is there now is told so.

-- Since when all that its group asks for is done; nothing where it is not, or nothing is asked for.
ALTER TABLE request ADD COLUMN done_since INTEGER;
-- When somebody said that whoever asked knows it by another way.
ALTER TABLE request ADD COLUMN told_at INTEGER;
CREATE INDEX request_to_tell ON request (product, done_since)
    WHERE done_since IS NOT NULL AND COALESCE(answered_at, 0) < done_since AND COALESCE(told_at, 0) < done_since;
