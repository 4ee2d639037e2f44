CREATE TABLE shop.product (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    price numeric(10, 2) NOT NULL CHECK (price >= 0),
    tags text[] DEFAULT '{}'::text[],
    owner int REFERENCES shop.owner (id) ON DELETE SET NULL (owner) DEFERRABLE,
    EXCLUDE USING gist (span WITH &&) WHERE (price > 1)
) PARTITION BY RANGE (id) WITH (fillfactor = 70);
ALTER TABLE ONLY shop.product ADD CONSTRAINT c UNIQUE NULLS NOT DISTINCT (price), ALTER COLUMN tags SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX CONCURRENTLY i ON shop.product USING btree (lower(name) COLLATE "C" DESC NULLS LAST) INCLUDE (id);
