CREATE TABLE note (id int PRIMARY KEY, owner text);
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
CREATE VIEW notes WITH (security_invoker) AS SELECT id FROM note;
CREATE TABLE open (id int PRIMARY KEY);
CREATE VIEW opens AS SELECT id FROM open;
