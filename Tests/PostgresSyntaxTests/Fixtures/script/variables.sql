-- Defined by the test: schema = stock, owner = O'Hara, label = a\b
\set table shelf
\set one 1
\set columns 'id int, label text'
CREATE TABLE :schema.:table (:columns);
ALTER TABLE :"schema".:"table" OWNER TO :"owner";
COMMENT ON TABLE :schema.:table IS :'owner';
INSERT INTO :schema.:table VALUES (1, :'label'), (2, ':label'), (3, x[1:one]);
CREATE INDEX :table:suffix ON :schema.:table (id);
CREATE VIEW old_:table AS SELECT :{?schema}, :{?nothing}, 1::int;
\set nested ':schema.:table'
SELECT * FROM :nested;
\set itself ':itself'
SELECT :itself;
\unset table

-- Not defined.
SELECT :table, :'table', :"table", :table, :a:b FROM :table WHERE id = :id LIMIT :n;
CREATE TABLE prefix_:suffix (a int);
CREATE SEQUENCE s START WITH :first INCREMENT BY :step;
:query;
CREATE TABLE t (:columns_of_t);
SELECT 1 :operator 2;
\set shell `date`
SELECT :'shell';
SELECT 1 AS answer \gset
SELECT :answer;
\prompt 'Name? ' name
SELECT :'name', :'schema';
