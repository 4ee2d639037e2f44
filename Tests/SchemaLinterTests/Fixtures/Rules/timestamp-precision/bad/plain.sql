CREATE TABLE event (id int PRIMARY KEY, at timestamptz(0), b timestamp(0));
