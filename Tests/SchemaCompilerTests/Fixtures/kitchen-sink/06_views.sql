-- Views, materialized views, and functions that need them.

CREATE VIEW harbour.afloat AS SELECT s.id, s.name, p.name AS port FROM harbour.ships s LEFT JOIN harbour.ports p ON p.id = s.home;
CREATE VIEW harbour.deep WITH (security_barrier) AS SELECT * FROM harbour.ports WHERE depth > 10 WITH LOCAL CHECK OPTION;
CREATE VIEW harbour.deeper (number, title) AS SELECT id, name FROM harbour.deep WHERE depth > 20 WITH CASCADED CHECK OPTION;
ALTER VIEW harbour.deeper ALTER COLUMN number SET DEFAULT 5;
CREATE RECURSIVE VIEW harbour.powers (n, value) AS VALUES (0, 1::bigint) UNION ALL SELECT n + 1, value * 2 FROM powers WHERE n < 20;

-- The primary key lets name out of GROUP BY.
CREATE VIEW harbour.port_counts AS SELECT p.id, p.name, count(*) AS ships, array_agg(s.name ORDER BY s.name) FILTER (WHERE s.built > 1950) AS young
    FROM harbour.ports p JOIN harbour.ships s ON s.home = p.id GROUP BY p.id;
-- So does it here; first a view of NULLs holds the place, as pg_dump writes it.
CREATE VIEW harbour.depths AS SELECT NULL::integer AS id, NULL::text COLLATE harbour.plain AS name, NULL::numeric AS deepest;
CREATE OR REPLACE VIEW harbour.depths AS SELECT p.id, p.name, max(q.depth::numeric) AS deepest
    FROM harbour.ports p JOIN harbour.ports q ON q.sister = p.id GROUP BY p.id;
CREATE VIEW harbour.ranks AS SELECT name, rank() OVER w, harbour.total(built) OVER (w ROWS 3 PRECEDING) AS total FROM harbour.ships WINDOW w AS (PARTITION BY home ORDER BY built);

CREATE MATERIALIZED VIEW harbour.busy AS SELECT home, count(*) AS ships FROM harbour.afloat JOIN harbour.ships USING (id) GROUP BY home WITH DATA;
CREATE UNIQUE INDEX busy_home ON harbour.busy (home);
CREATE MATERIALIZED VIEW harbour.not_yet TABLESPACE pg_default AS SELECT * FROM harbour.busy WHERE ships > 1 WITH NO DATA;

-- A function over a view, a view over the function, and a table whose default calls it.
CREATE FUNCTION harbour.ships_in(port integer) RETURNS bigint STABLE BEGIN ATOMIC SELECT coalesce(sum(ships), 0)::bigint FROM harbour.port_counts WHERE id = port; END;
CREATE VIEW harbour.crowded AS SELECT id FROM harbour.ports WHERE harbour.ships_in(id) > 3;
CREATE TABLE harbour.reports (port integer DEFAULT 10, ships bigint DEFAULT harbour.ships_in(10), row harbour.crowded, CHECK (harbour.ships_in(port) >= 0));
CREATE FUNCTION harbour.last_report() RETURNS SETOF harbour.reports LANGUAGE sql AS 'SELECT * FROM harbour.reports';
CREATE FUNCTION harbour.title_of(harbour.deeper) RETURNS text RETURN $1.title;

COMMENT ON COLUMN harbour.deeper.title IS 'A view''s column';
