CREATE ROLE keeper;
\restrict abc
\connect -reuse-previous=on "dbname='the \'shop'"
CREATE TABLE a (b int);
\c warehouse keeper
SELECT 1;
\connect - other
SELECT 2;
\connect postgresql://keeper@localhost/archive?sslmode=off
SELECT 3;
\connect "dbname=plain port=5433"
SELECT 4;
\connect "My ""own"""
SELECT 5;
\connect :schema
SELECT 6;
\unrestrict abc
