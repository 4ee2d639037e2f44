-- options: --section pre-data
CREATE TABLE t (id int, a text);
CREATE TABLE u (id int, t_id int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
COPY u FROM stdin;
1	1
\.
ALTER TABLE t ADD PRIMARY KEY (id);
ALTER TABLE u ADD FOREIGN KEY (t_id) REFERENCES t;
CREATE INDEX u_id ON u (id);
CREATE TRIGGER t_insert BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE VIEW v AS SELECT a FROM t GROUP BY id;
COMMENT ON INDEX u_id IS 'after the rows';
