-- What is dropped again is not made at all; what is made again is dropped before it, so that it is made as it should be.
CREATE TABLE ship (id integer, name text, port integer, length integer);
CREATE TABLE port (id integer CONSTRAINT port_key PRIMARY KEY);
ALTER TABLE ship ADD CONSTRAINT ship_key UNIQUE (name);
ALTER TABLE ship DROP CONSTRAINT ship_key;
ALTER TABLE ship ADD CONSTRAINT ship_key UNIQUE (id);
ALTER TABLE ship ADD CONSTRAINT ship_port FOREIGN KEY (port) REFERENCES port;
ALTER TABLE ship DROP CONSTRAINT ship_port;
ALTER TABLE ship ADD CONSTRAINT ship_port FOREIGN KEY (port) REFERENCES port ON DELETE SET NULL;
ALTER TABLE ship ADD CONSTRAINT ship_length CHECK (length > 0);
ALTER TABLE ship DROP CONSTRAINT ship_length;
ALTER TABLE ship ADD CONSTRAINT ship_named CHECK (name <> '') NOT VALID;
