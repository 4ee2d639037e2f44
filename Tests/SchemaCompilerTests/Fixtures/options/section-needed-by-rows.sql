-- options: --section pre-data
CREATE TABLE t (id int, a text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
ALTER TABLE t ADD PRIMARY KEY (id);
CREATE TRIGGER t_insert BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE INDEX t_a ON t (a);
INSERT INTO t VALUES (1, 'needs the key and the trigger');
