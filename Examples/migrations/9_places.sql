CREATE TABLE sites (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);

ALTER TABLE meters
    ADD COLUMN site_id bigint REFERENCES sites (id),
    ALTER COLUMN place DROP NOT NULL;
