\if :{?schema}
SELECT 'defined';
\else
SELECT 'not; defined';
\endif
\if off
SELECT 'never';
\if :{?schema}
SELECT 'never either';
\endif
\elif :schema
SELECT 'a condition that is no boolean';
\else
SELECT 'read too';
\endif
CREATE TABLE t (
\if true
    a int,
\else
    b int,
\endif
    c int);
\if :unknown
SELECT 1;
\else
SELECT 2;
\endif
\elif yes
SELECT 3 \echo within a statement
    + 4;
SELECT (5 \r
SELECT 6;
\if 1
SELECT 7;
