CREATE TABLE event (id int PRIMARY KEY, body json);
