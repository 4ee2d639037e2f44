CREATE TABLE note (id int PRIMARY KEY, owner text);
CREATE POLICY one ON note USING (owner = current_user);
CREATE POLICY two ON note FOR SELECT USING (id > 0);
