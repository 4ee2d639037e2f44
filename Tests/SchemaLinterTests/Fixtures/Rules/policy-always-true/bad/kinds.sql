CREATE TABLE note (id int PRIMARY KEY, owner text);
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON note USING (owner = current_user OR true);
CREATE POLICY b ON note FOR INSERT WITH CHECK (true);
