CREATE TABLE item (id int PRIMARY KEY, body jsonb, note text);
