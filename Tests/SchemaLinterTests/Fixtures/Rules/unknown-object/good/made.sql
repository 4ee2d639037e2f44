CREATE TABLE invoice (id int PRIMARY KEY);
ALTER TABLE invoice ADD COLUMN note text;
