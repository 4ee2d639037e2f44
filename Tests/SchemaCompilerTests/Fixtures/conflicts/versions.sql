-- source: 1.sql
CREATE TABLE plans (id int PRIMARY KEY, name text);
CREATE FUNCTION price() RETURNS int AS 'SELECT 1' LANGUAGE sql;
CREATE VIEW cheap AS SELECT id FROM plans;
-- source: 2.sql
ALTER TABLE plans ADD COLUMN IF NOT EXISTS cost int;
ALTER TABLE plans RENAME COLUMN name TO title;
CREATE OR REPLACE FUNCTION price() RETURNS int AS 'SELECT 2' LANGUAGE sql;
-- source: 3.sql
-- What the migrations have made of it by now is what it says.
CREATE TABLE IF NOT EXISTS plans (id int PRIMARY KEY, title text, cost int);
CREATE OR REPLACE VIEW cheap AS SELECT id, cost FROM plans;
ALTER TABLE plans ADD COLUMN IF NOT EXISTS cost int;
DROP TABLE IF EXISTS trials;
-- source: 4.sql
-- The same column, but not the same.
ALTER TABLE plans ADD COLUMN IF NOT EXISTS cost numeric NOT NULL;
