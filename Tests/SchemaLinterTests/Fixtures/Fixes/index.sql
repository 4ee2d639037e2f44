-- CREATE INDEX in a comment stays.
CREATE INDEX /* of */ orders_note ON orders (note);  -- behind it
CREATE /* index */ UNIQUE INDEX ON orders (id, note);
SELECT 'CREATE INDEX x ON orders (note)';
-- schemac:ignore drop-column
CREATE TABLE fresh (id int PRIMARY KEY);  -- schemac:ignore
CREATE INDEX fresh_id ON fresh (id);
BEGIN;
CREATE INDEX ON orders (note DESC);
COMMIT;
CREATE TABLE broken (;
CREATE INDEX orders_more ON orders (note, id);
