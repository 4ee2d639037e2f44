-- What people guard by hand is guarded anew.
DO $$
BEGIN
    -- The colours there are.
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'colour') THEN
        CREATE TYPE colour AS ENUM ('red', 'green');
    END IF;
END $$;

DO $$ BEGIN
    CREATE TYPE size AS ENUM ('small', 'large');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;

DO $body$ BEGIN
    IF to_regclass('public.part') IS NULL THEN
        CREATE TABLE part (id serial PRIMARY KEY, colour colour, size size);
        COMMENT ON TABLE part IS 'made in a block';
    ELSE
        RAISE NOTICE 'there already';
    END IF;
END $body$;

-- Two actions in one guard.
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'part_id_check') OR to_regclass('part') IS NULL THEN
        ALTER TABLE part ADD CONSTRAINT part_id_check CHECK (id > 0), ADD COLUMN weight int;
    END IF;
END $$;

-- Made above: nothing is said of it.
DO $$ BEGIN CREATE TYPE size AS ENUM ('small', 'large'); EXCEPTION WHEN others THEN NULL; END $$;

-- Rows that are guarded stay as they are.
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM part WHERE id = 1) THEN
        INSERT INTO part (id) VALUES (1);
    END IF;
END $$;

CREATE TABLE kind (name text PRIMARY KEY);

-- Who knows what it does; but it makes a table, and needs another.
DO $$
DECLARE
    kind text;
BEGIN
    FOR kind IN SELECT name FROM kind LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I (id int)', kind);
    END LOOP;
    CREATE TABLE IF NOT EXISTS made_anyway (id int);
END $$;

CREATE INDEX ON made_anyway (id);
