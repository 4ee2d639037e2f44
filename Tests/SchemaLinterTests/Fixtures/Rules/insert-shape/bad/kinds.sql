CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, upper text GENERATED ALWAYS AS (upper(name)) STORED);
INSERT INTO item (title) VALUES ('a');
INSERT INTO item (name) VALUES ('a', 'b');
INSERT INTO item (name, name) VALUES ('a', 'b');
INSERT INTO item VALUES (1, 'a');
INSERT INTO item (name, upper) VALUES ('a', 'A');
UPDATE item SET title = 'b';
COPY item (id, title) FROM stdin;
\.
INSERT INTO item (name) VALUES ('a'), ('b', 'c');
