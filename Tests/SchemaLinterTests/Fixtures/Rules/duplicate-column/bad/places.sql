CREATE TABLE one (id int, "Id" int, id text);
CREATE TABLE two (id int PRIMARY KEY, name text, UNIQUE (name, name));
CREATE TABLE three (id int PRIMARY KEY, name text);
ALTER TABLE three ADD COLUMN name text;
