CREATE TABLE rent (id int PRIMARY KEY, during daterange);
ALTER TABLE rent ADD EXCLUDE USING gist (during WITH &&);
