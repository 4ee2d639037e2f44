CREATE TABLE event (id int PRIMARY KEY, at timestamp, a timestamp(3), b timestamp, c timestamp, d timestamp);
