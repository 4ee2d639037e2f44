CREATE TABLE one (id int PRIMARY KEY, other int UNIQUE);
CREATE FUNCTION f() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()';
CREATE TABLE parent (id int);
CREATE TABLE two (id int) INHERITS (parent);
