-- A view of all columns has those that its table had then, however often it is made.
CREATE TABLE people (id integer, name text);
CREATE VIEW everybody AS SELECT * FROM people;
CREATE VIEW names AS SELECT name FROM people;
ALTER TABLE people ADD COLUMN born date;
CREATE VIEW later AS SELECT * FROM people;
