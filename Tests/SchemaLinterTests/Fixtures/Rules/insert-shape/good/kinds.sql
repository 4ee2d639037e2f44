CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, upper text GENERATED ALWAYS AS (upper(name)) STORED);
INSERT INTO item (name) VALUES ('a'), ('b');
INSERT INTO item (id, name, upper) VALUES (DEFAULT, 'a', DEFAULT);
INSERT INTO item (id, name) OVERRIDING SYSTEM VALUE VALUES (7, 'a');
INSERT INTO item (id, name) OVERRIDING USER VALUE SELECT 1, 'b';
UPDATE item SET name = 'b';
COPY item (id, name) FROM stdin;
8	c
\.
