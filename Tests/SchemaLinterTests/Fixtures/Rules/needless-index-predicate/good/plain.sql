CREATE TABLE item (id int PRIMARY KEY, name text);
CREATE INDEX ON item (name) WHERE name IS NOT NULL;
