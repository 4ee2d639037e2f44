CREATE TABLE item (id int PRIMARY KEY, tags text[], body jsonb);
CREATE INDEX ON item (tags);
CREATE INDEX ON item (body);
