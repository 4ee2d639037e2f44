CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, d int);
CREATE INDEX ON t (a, b, c, d);
