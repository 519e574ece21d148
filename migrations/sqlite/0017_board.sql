-- A story that cannot go on: why, and since when.
ALTER TABLE story ADD COLUMN blocked TEXT;
ALTER TABLE story ADD COLUMN blocked_at INTEGER;
