ALTER TABLE invoice ADD COLUMN note text;
ALTER TABLE invoice ADD COLUMN other text;
CREATE INDEX CONCURRENTLY ON sales.invoice (id);
