CREATE TABLE item (id int PRIMARY KEY, sold boolean);
CREATE INDEX ON item (id) WHERE sold;
CREATE INDEX ON item (sold, id);
