-- What was removed is no longer done: no sum of a sprint counts it. Brought back, it was done when the journal says.
UPDATE story SET done_at = NULL
WHERE done_at IS NOT NULL AND thing IN (SELECT id FROM thing WHERE hidden_at IS NOT NULL);
