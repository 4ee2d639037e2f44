\set from_tables 'a value'
CREATE TABLE included (a int);
\ir more.sql
SELECT 'ended by the end of the file'
