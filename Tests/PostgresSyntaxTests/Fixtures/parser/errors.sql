CREATE TABLE good (a int);
CREATE TABLE bad (a int,, b int);
SELECT FROM WHERE;
SELECT 1 +;
INSERT INTO t VALUES (1)
CREATE TABLE after_missing_semicolon (a int);
// not a comment
CREATE TABLE after_slashes (a int);
SELECT 12abc;
SELECT 'fine';
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) DEFERRABLE;
SELECT a.b.c.d.* FROM a.b.c.d;
SELECT 'never closed;
