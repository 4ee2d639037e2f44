\set name 'item'
CREATE TABLE :name (id int PRIMARY KEY);
COPY item FROM stdin;
1
\.
