-- What came with PostgreSQL 18.

CREATE TABLE harbour.stays (
    quay integer, during tstzrange, ship bigint,
    days integer GENERATED ALWAYS AS (quay + 1) VIRTUAL,
    twice integer GENERATED ALWAYS AS (quay * 2),
    CONSTRAINT stays_pkey PRIMARY KEY (quay, during WITHOUT OVERLAPS),
    CONSTRAINT ship_given NOT NULL ship NO INHERIT,
    CONSTRAINT hoped_for CHECK (quay > 0) NOT ENFORCED
);
CREATE TABLE harbour.services (
    id integer, quay integer, during tstzrange,
    UNIQUE (id, during WITHOUT OVERLAPS),
    CONSTRAINT in_a_stay FOREIGN KEY (quay, PERIOD during) REFERENCES harbour.stays (quay, PERIOD during)
);
ALTER TABLE harbour.services ADD CONSTRAINT perhaps FOREIGN KEY (id) REFERENCES harbour.crews NOT ENFORCED;
ALTER TABLE harbour.services ADD CONSTRAINT given NOT NULL quay NOT VALID;
CREATE INDEX services_by_quay ON harbour.services USING gist (quay, during);
-- Any access method may have a btree's handler.
CREATE INDEX ports_by_sister ON harbour.ports USING second_btree (sister harbour.int_ops);
