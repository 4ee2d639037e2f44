CREATE TABLE note (id int PRIMARY KEY, owner text);
CREATE POLICY own ON note USING (owner = current_user);
