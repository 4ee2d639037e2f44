CREATE TABLE event (at timestamptz NOT NULL, what text NOT NULL UNIQUE);
CREATE TABLE part (id int NOT NULL) PARTITION BY RANGE (id);
