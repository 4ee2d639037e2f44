CREATE TABLE customer (
    id int PRIMARY KEY, email text NOT NULL,
    CONSTRAINT there CHECK (email IS NOT NULL), CONSTRAINT short CHECK (length(email) < 99),
    CONSTRAINT brief CHECK (length(email) < 99));
ALTER TABLE customer ADD CONSTRAINT again UNIQUE (id);
