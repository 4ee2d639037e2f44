-- options: --transaction
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour ADD VALUE 'green';
CREATE TABLE paint (id int PRIMARY KEY, hue colour DEFAULT 'green');
CREATE INDEX CONCURRENTLY paint_hue ON paint (hue);
COMMENT ON INDEX paint_hue IS 'built without a lock';
BEGIN;
INSERT INTO paint VALUES (1, 'red');
COMMIT;
VACUUM paint;
