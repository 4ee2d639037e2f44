CREATE TYPE mood AS ENUM ('calm', 'wild');
CREATE TABLE sea (id int PRIMARY KEY, mood mood);
-- Outside a transaction block, and old labels.
ALTER TYPE mood ADD VALUE 'rough' BEFORE 'wild';
INSERT INTO sea VALUES (1, 'rough');
BEGIN;
ALTER TYPE mood ADD VALUE 'glassy';
INSERT INTO sea VALUES (2, 'calm');
COMMIT;
INSERT INTO sea VALUES (3, 'glassy');
-- The transaction has made the type as well.
BEGIN;
CREATE TYPE colour AS ENUM ('blue');
ALTER TYPE colour ADD VALUE 'green';
CREATE TABLE bay (id int PRIMARY KEY, colour colour DEFAULT 'green');
COMMIT;
-- Given up before it was used.
BEGIN;
ALTER TYPE mood ADD VALUE 'dark';
ROLLBACK;
ALTER TYPE mood ADD VALUE 'dark';
INSERT INTO sea VALUES (4, 'dark');
