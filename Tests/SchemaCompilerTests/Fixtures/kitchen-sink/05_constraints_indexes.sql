-- Constraints, indexes and statistics.

ALTER TABLE harbour.ports ADD UNIQUE (code), ADD CHECK (name <> ''), ADD CONSTRAINT "opened in time" CHECK (opened > '1000-01-01'::date) NOT VALID;
ALTER TABLE ONLY harbour.ports ADD CONSTRAINT sisters FOREIGN KEY (sister) REFERENCES harbour.ports ON UPDATE CASCADE ON DELETE SET NULL;
ALTER TABLE harbour.ships ADD FOREIGN KEY (home) REFERENCES harbour.ports (id) MATCH FULL DEFERRABLE;
ALTER TABLE harbour.visits ADD CONSTRAINT of_a_ship FOREIGN KEY (ship) REFERENCES harbour.ships (id) ON DELETE CASCADE;
ALTER TABLE harbour.visits_old ADD CONSTRAINT of_a_port FOREIGN KEY (port) REFERENCES harbour.ports NOT VALID;
ALTER TABLE harbour.ships ADD CONSTRAINT one_draught EXCLUDE USING gist (home WITH =, draught WITH &&) WHERE (home IS NOT NULL) DEFERRABLE;

-- Two tables that need each other.
CREATE TABLE harbour.crews (id integer PRIMARY KEY, leader integer);
CREATE TABLE harbour.sailors (id integer PRIMARY KEY, crew integer REFERENCES harbour.crews);
ALTER TABLE harbour.crews ADD FOREIGN KEY (leader) REFERENCES harbour.sailors DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX ships_by_name ON harbour.ships (name varchar_pattern_ops, home DESC NULLS LAST) INCLUDE (number) WITH (fillfactor = 90);
CREATE UNIQUE INDEX ships_once ON harbour.ships (lower(name), (properties ->> 'port'), length) WHERE cargo <> 'bulk' AND built IS NOT NULL;
CREATE INDEX ON harbour.ships USING gin (properties jsonb_path_ops);
CREATE INDEX ON harbour.ships USING gin (name extensions.gin_trgm_ops, logbook);
CREATE INDEX ON harbour.ships USING gist (draught);
CREATE INDEX ships_built ON harbour.ships USING brin (built, id) WITH (pages_per_range = 16);
CREATE INDEX ships_hashed ON harbour.ships USING hash (captain);
CREATE INDEX ports_at ON harbour.ports USING spgist (name);
CREATE INDEX ports_collated ON harbour.ports (name COLLATE "C", (harbour.tonnes(id::numeric)));
ALTER INDEX harbour.ports_collated ALTER COLUMN 2 SET STATISTICS 300;
CREATE INDEX visits_by_port ON harbour.visits (port);

CREATE UNIQUE INDEX crew_leaders ON harbour.crews (leader);
ALTER TABLE harbour.crews ADD CONSTRAINT one_leader UNIQUE USING INDEX crew_leaders;
ALTER TABLE harbour.crews ALTER COLUMN leader SET NOT NULL, REPLICA IDENTITY FULL, CLUSTER ON crews_pkey;
ALTER TABLE harbour.sailors REPLICA IDENTITY USING INDEX sailors_pkey;
ALTER TABLE harbour.no_columns REPLICA IDENTITY NOTHING;

CREATE STATISTICS harbour.ships_statistics (ndistinct, dependencies) ON name, home, cargo FROM harbour.ships;
CREATE STATISTICS harbour.ships_expressions ON (length * 2), lower(name) FROM harbour.ships;
ALTER STATISTICS harbour.ships_statistics SET STATISTICS 200;
