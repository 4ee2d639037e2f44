CREATE TABLE event (id int NOT NULL, what text);
CREATE UNIQUE INDEX event_what ON event (what);
CREATE UNIQUE INDEX event_id ON event (id);
CREATE TABLE log (at date);
