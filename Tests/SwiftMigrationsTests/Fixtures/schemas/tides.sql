-- What a dump takes apart: a type and its functions, partitions and their indexes, a view and the key it groups by.

CREATE SCHEMA tide;

CREATE TYPE tide.level;
CREATE FUNCTION tide.level_in(cstring) RETURNS tide.level LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION tide.level_out(tide.level) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE tide.level (
    INTERNALLENGTH = 4,
    INPUT = tide.level_in,
    OUTPUT = tide.level_out,
    ALIGNMENT = int4,
    PASSEDBYVALUE
);

/*
 * Gauges are
 *  - read once a day,
 *  - never moved.
 */
CREATE TABLE tide.gauges (
    id integer NOT NULL,
    place text NOT NULL
);

CREATE TABLE tide.readings (
    gauge_id integer NOT NULL,
    read_at date NOT NULL,
    height tide.level
)
PARTITION BY RANGE (read_at);

CREATE TABLE tide.readings_2024 (
    gauge_id integer NOT NULL,
    read_at date NOT NULL,
    height tide.level
);
ALTER TABLE ONLY tide.readings ATTACH PARTITION tide.readings_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

CREATE VIEW tide.gauges_in_use AS
SELECT
    NULL::integer AS id,
    NULL::text AS place,
    NULL::bigint AS readings;

COPY tide.gauges (id, place) FROM stdin WITH (FORMAT csv, HEADER);
id,place
1,"Pier, north"
2,"The ""old"" lock"
\.

ALTER TABLE ONLY tide.gauges
    ADD CONSTRAINT gauges_pkey PRIMARY KEY (id);
ALTER TABLE ONLY tide.readings_2024
    ADD CONSTRAINT readings_2024_pkey PRIMARY KEY (gauge_id, read_at);
ALTER TABLE ONLY tide.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (gauge_id, read_at);

CREATE INDEX readings_2024_read_at_idx ON tide.readings_2024 USING btree (read_at);
CREATE INDEX readings_read_at_idx ON ONLY tide.readings USING btree (read_at);
ALTER INDEX tide.readings_pkey ATTACH PARTITION tide.readings_2024_pkey;
ALTER INDEX tide.readings_read_at_idx ATTACH PARTITION tide.readings_2024_read_at_idx;

CREATE OR REPLACE VIEW tide.gauges_in_use AS
SELECT gauges.id, gauges.place, count(*) AS readings
FROM tide.gauges
JOIN tide.readings ON readings.gauge_id = gauges.id
GROUP BY gauges.id;

CREATE FUNCTION tide.require_gauge() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if not exists (select from tide.gauges where id = new.gauge_id) then
    raise exception 'no gauge %', new.gauge_id;
  end if;
  return null;
end
$$;

CREATE CONSTRAINT TRIGGER gauge_is_known AFTER INSERT ON tide.readings_2024
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tide.require_gauge();
ALTER TABLE tide.readings_2024 ENABLE ALWAYS TRIGGER gauge_is_known; -- for replicas too

INSERT INTO tide.gauges (id, place) VALUES (3, 'Bridge') ON CONFLICT (id) DO NOTHING;
