-- A table may refer to itself.
CREATE TABLE employee (id int PRIMARY KEY, boss_id int REFERENCES employee);
-- What is checked at the end of the transaction can wait.
CREATE TABLE team (id int PRIMARY KEY, captain_id int);
CREATE TABLE player (id int PRIMARY KEY, team_id int REFERENCES team);
ALTER TABLE team ADD FOREIGN KEY (captain_id) REFERENCES player DEFERRABLE INITIALLY DEFERRED;
-- Twice to the same table is no cycle.
CREATE TABLE game (id int PRIMARY KEY, home_id int REFERENCES team, guest_id int REFERENCES team);
