CREATE TABLE customer (
    id int PRIMARY KEY, email text UNIQUE, name text, UNIQUE (id, name), CONSTRAINT there CHECK (email IS NOT NULL));
CREATE TABLE item (id int PRIMARY KEY, code text CONSTRAINT used UNIQUE);
