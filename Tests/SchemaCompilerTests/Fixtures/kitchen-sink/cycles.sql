-- What no order of these statements can load: each of these groups needs itself. ../cycles-by-hand.sql takes them apart.

CREATE SCHEMA cycles;

-- Two tables whose foreign keys stand in them.
CREATE TABLE cycles.hens (id integer PRIMARY KEY, egg integer NOT NULL REFERENCES cycles.eggs (id) ON DELETE CASCADE);
CREATE TABLE cycles.eggs (id integer PRIMARY KEY, hen integer, CONSTRAINT laid_by FOREIGN KEY (hen) REFERENCES cycles.hens);

-- A check that calls a function over its own table.
CREATE TABLE cycles.shelves (id integer PRIMARY KEY, books integer, CONSTRAINT not_too_many CHECK (cycles.books_on(id) < 100));
CREATE FUNCTION cycles.books_on(shelf integer) RETURNS bigint STABLE BEGIN ATOMIC SELECT sum(books) FROM cycles.shelves WHERE id = shelf; END;

-- Defaults that call functions over each other's table.
CREATE TABLE cycles.left_side (n bigint DEFAULT cycles.count_right() NOT NULL);
CREATE TABLE cycles.right_side (n bigint DEFAULT cycles.count_left(), note text);
CREATE FUNCTION cycles.count_left() RETURNS bigint RETURN (SELECT count(*) FROM cycles.left_side);
CREATE FUNCTION cycles.count_right() RETURNS bigint RETURN (SELECT count(*) FROM cycles.right_side);

-- A view that needs a primary key, which stands in a table that needs the view.
CREATE VIEW cycles.groups AS SELECT m.id, m.name, count(*) AS members FROM cycles.members m GROUP BY m.id;
CREATE FUNCTION cycles.group_size(member integer) RETURNS bigint BEGIN ATOMIC SELECT members FROM cycles.groups WHERE id = member; END;
CREATE TABLE cycles.members (id integer PRIMARY KEY, name text, size bigint DEFAULT cycles.group_size(1));

-- A view and a function that need each other: the function takes the view's rows.
CREATE VIEW cycles.lines AS SELECT id, name FROM cycles.members WHERE id > 0;
CREATE FUNCTION cycles.shown(cycles.lines) RETURNS text RETURN $1.name || '!';
CREATE VIEW cycles.shown_lines AS SELECT l.id, cycles.shown(l) AS text FROM cycles.lines l;

-- A view whose query calls a function that takes its rows: its place is held by a view of NULLs.
CREATE VIEW cycles.labels AS SELECT NULL::integer AS id, NULL::text AS label;
CREATE FUNCTION cycles.label_of(cycles.labels) RETURNS text RETURN $1.id || '!';
CREATE OR REPLACE VIEW cycles.labels AS SELECT id, cycles.label_of(ROW(id, name)::cycles.labels) AS label FROM cycles.members;

-- A domain whose check calls a function that takes it.
CREATE DOMAIN cycles.even AS integer CONSTRAINT halves CHECK (cycles.is_even(VALUE));
CREATE FUNCTION cycles.is_even(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
CREATE FUNCTION cycles.is_even(cycles.even) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';

-- A table of its own row type's array, and a composite type with a table's rows.
CREATE TABLE cycles.nodes (id integer PRIMARY KEY, parent integer REFERENCES cycles.nodes, depth integer DEFAULT cycles.depth_of(NULL));
CREATE FUNCTION cycles.depth_of(cycles.nodes) RETURNS integer LANGUAGE sql AS 'SELECT 1';

-- Policies that ask each other's table.
CREATE TABLE cycles.teams (id integer PRIMARY KEY, lead text);
CREATE TABLE cycles.players (id integer PRIMARY KEY, team integer REFERENCES cycles.teams);
ALTER TABLE cycles.teams ENABLE ROW LEVEL SECURITY;
ALTER TABLE cycles.players ENABLE ROW LEVEL SECURITY;
CREATE POLICY teammates ON cycles.players USING (EXISTS (SELECT FROM cycles.teams t WHERE t.id = team));
CREATE POLICY played_for ON cycles.teams USING (EXISTS (SELECT FROM cycles.players p WHERE p.team = teams.id));
