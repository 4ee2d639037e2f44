CREATE TABLE event (id int PRIMARY KEY, at timestamptz, b timestamptz(3));
