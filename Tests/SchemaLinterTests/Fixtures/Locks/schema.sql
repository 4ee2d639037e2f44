-- What the statements of statements.tsv are about.
CREATE TABLE port (id integer PRIMARY KEY, name text);
CREATE TABLE ship (
    id integer PRIMARY KEY, length integer, name varchar(10), flag varchar(10), tonnage numeric(10, 2), built timestamp,
    home integer, notes text, crew integer
);
ALTER TABLE ship ADD CONSTRAINT ship_length CHECK (length > 0) NOT VALID;
ALTER TABLE ship ADD CONSTRAINT ship_home FOREIGN KEY (home) REFERENCES port (id) NOT VALID;
CREATE UNIQUE INDEX ship_crew ON ship (crew);
ALTER TABLE ship ALTER COLUMN crew SET NOT NULL;
CREATE INDEX ship_name ON ship (name);
INSERT INTO port VALUES (1, 'Trieste');
INSERT INTO ship VALUES (1, 40, 'Argo', 'it', 12.5, '2020-01-01', 1, 'none', 7);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER ship_touch BEFORE UPDATE ON ship FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY everyone ON ship USING (true);
CREATE RULE quiet AS ON DELETE TO port DO ALSO NOTHING;
CREATE VIEW fleet AS SELECT id FROM ship;
CREATE MATERIALIZED VIEW count_of_ships AS SELECT count(*) AS ships FROM ship;
CREATE UNIQUE INDEX count_of_ships_ships ON count_of_ships (ships);
CREATE TABLE voyage (id integer, year integer NOT NULL) PARTITION BY LIST (year);
CREATE TABLE voyage_2020 PARTITION OF voyage FOR VALUES IN (2020);
CREATE TABLE voyage_2021 (id integer, year integer NOT NULL);
CREATE TABLE vessel (id integer, length integer);
CREATE TABLE boat (id integer, length integer);
CREATE TABLE ferry () INHERITS (vessel);
CREATE SCHEMA archive;
