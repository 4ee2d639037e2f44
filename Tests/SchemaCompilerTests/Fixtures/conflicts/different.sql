-- source: base.sql
CREATE TABLE accounts (
    id SERIAL PRIMARY KEY,
    name varchar(100) NOT NULL,
    status text DEFAULT 'new' CHECK (status IN ('new', 'old')),
    note text
);
CREATE TABLE entries (account_id int REFERENCES accounts (id) ON DELETE CASCADE);
CREATE TYPE color AS ENUM ('red', 'green');
CREATE INDEX accounts_name ON accounts (name);
CREATE FUNCTION twice(a int) RETURNS int AS $$
BEGIN
    -- by addition
    RETURN a + a;
END;
$$ LANGUAGE plpgsql;
CREATE VIEW names AS SELECT id, name FROM accounts;
CREATE TRIGGER t BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
COMMENT ON COLUMN accounts.note IS 'what there is to say';
-- source: feature.sql
CREATE TABLE IF NOT EXISTS accounts (
    id SERIAL PRIMARY KEY,
    name text NOT NULL,
    status text DEFAULT 'old' CHECK (status IN ('new', 'old', 'gone')),
    email text UNIQUE
);
CREATE TABLE IF NOT EXISTS entries (account_id int REFERENCES accounts (id));
CREATE INDEX accounts_email ON accounts (email);
COMMENT ON COLUMN accounts.email IS 'where to write';
CREATE TYPE color AS ENUM ('red', 'blue');
CREATE INDEX IF NOT EXISTS accounts_name ON accounts (lower(name));
CREATE FUNCTION twice(a int) RETURNS int AS $$
BEGIN
    RETURN a * 2;
END;
$$ LANGUAGE plpgsql;
CREATE VIEW names AS SELECT id, upper(name) AS name FROM accounts;
CREATE TRIGGER t AFTER INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
