-- A garden centre, for databases that are older than this file: changes.sql takes away what the script has to make good.

CREATE TYPE size AS ENUM ('small', 'middle', 'large', 'huge');
CREATE TYPE place AS (aisle text, shelf integer);
CREATE DOMAIN price AS numeric(8, 2) DEFAULT 1 NOT NULL CHECK (VALUE >= 0) CONSTRAINT affordable CHECK (VALUE < 10000);
CREATE SEQUENCE order_numbers INCREMENT BY 2 MAXVALUE 5000;

CREATE TABLE plants (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "Latin name" text NOT NULL CONSTRAINT one_name UNIQUE,
    size size DEFAULT 'small',
    costs price,
    height integer CHECK (height > 0),
    width integer DEFAULT 5 NOT NULL,
    volume integer GENERATED ALWAYS AS (height * width) STORED,
    stock serial,
    CHECK (height > width OR width > 0),
    EXCLUDE USING btree ("Latin name" WITH =)
);
CREATE INDEX ON plants (height);
CREATE UNIQUE INDEX plants_by_size ON plants (lower("Latin name")) WHERE size = 'huge';
COMMENT ON COLUMN plants.costs IS 'In euro';

CREATE TABLE sales (
    number bigint DEFAULT nextval('order_numbers') PRIMARY KEY,
    plant integer NOT NULL REFERENCES plants ON DELETE CASCADE,
    sold date DEFAULT CURRENT_DATE,
    "where" place
);
ALTER TABLE sales ADD COLUMN paid numeric CHECK (paid >= 0) UNIQUE;

CREATE TABLE archive (LIKE sales INCLUDING DEFAULTS, reason text);

CREATE TABLE visits (day date NOT NULL, visitors integer DEFAULT 0 CHECK (visitors >= 0)) PARTITION BY RANGE (day);
CREATE TABLE visits_2024 PARTITION OF visits (visitors DEFAULT 10) FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER keep_plants BEFORE UPDATE ON plants FOR EACH ROW EXECUTE FUNCTION keep();

CREATE VIEW tall WITH (security_barrier) AS SELECT id, height FROM plants WHERE height > 200;

INSERT INTO visits VALUES ('2024-05-01', 17);
