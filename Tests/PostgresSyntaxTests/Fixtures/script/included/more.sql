CREATE TABLE more (a int,, b int);
\ir tables.sql
