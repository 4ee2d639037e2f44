CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL);
CREATE INDEX ON item (name) WHERE name IS NOT NULL;
