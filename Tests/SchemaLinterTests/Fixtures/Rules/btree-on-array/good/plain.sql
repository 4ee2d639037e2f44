CREATE TABLE item (id int PRIMARY KEY, tags text[], name text, UNIQUE (tags));
CREATE INDEX ON item USING gin (tags);
CREATE INDEX ON item (name);
