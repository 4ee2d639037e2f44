CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, name text NOT NULL);
INSERT INTO customer (name) VALUES ('Ada');
INSERT INTO customer DEFAULT VALUES;
INSERT INTO customer VALUES (DEFAULT, 'a');
COPY customer (email) FROM stdin;
a
\.
