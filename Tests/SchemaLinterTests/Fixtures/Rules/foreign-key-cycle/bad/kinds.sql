CREATE TABLE team (id int PRIMARY KEY, captain_id int);
CREATE TABLE player (id int PRIMARY KEY, team_id int REFERENCES team);
ALTER TABLE team ADD CONSTRAINT team_captain FOREIGN KEY (captain_id) REFERENCES player;
-- Three in a row.
CREATE TABLE a (id int PRIMARY KEY, c_id int);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
CREATE TABLE c (id int PRIMARY KEY, b_id int REFERENCES b);
ALTER TABLE a ADD FOREIGN KEY (c_id) REFERENCES c;
