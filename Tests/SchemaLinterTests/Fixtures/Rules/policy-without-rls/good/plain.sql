CREATE TABLE note (id int PRIMARY KEY, owner text);
CREATE POLICY own ON note USING (owner = current_user);
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
CREATE TABLE other (id int PRIMARY KEY);
