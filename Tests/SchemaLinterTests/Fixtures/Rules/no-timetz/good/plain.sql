CREATE TABLE event (id int PRIMARY KEY, at time, instant timestamptz);
