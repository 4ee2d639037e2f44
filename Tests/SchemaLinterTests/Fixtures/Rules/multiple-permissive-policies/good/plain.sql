CREATE TABLE note (id int PRIMARY KEY, owner text);
CREATE POLICY one ON note FOR SELECT USING (owner = current_user);
CREATE POLICY two ON note FOR INSERT WITH CHECK (id > 0);
CREATE POLICY three ON note AS RESTRICTIVE USING (id > 1);
