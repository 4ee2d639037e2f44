-- The library's schema.

-- Where books stand.
CREATE TABLE shelf (
    id serial PRIMARY KEY,
    label text NOT NULL UNIQUE, -- as printed on the shelf
    room text DEFAULT 'main' CHECK (room <> '')
);

CREATE TABLE IF NOT EXISTS book (
    id bigint GENERATED ALWAYS AS IDENTITY,
    shelf_id int REFERENCES shelf (id) ON DELETE SET NULL,
    title text NOT NULL,
    pages int CHECK (pages > 0),
    PRIMARY KEY (id)
);

CREATE SEQUENCE loan_number START 100;
CREATE TABLE loan (number bigint DEFAULT nextval('loan_number'), book_id bigint, due date);
ALTER SEQUENCE loan_number OWNED BY loan.number;
CREATE UNLOGGED TABLE scratch AS SELECT * FROM book WHERE pages > 10;
ALTER TABLE loan ADD COLUMN returned date, ADD fee numeric(8, 2), ALTER COLUMN due SET NOT NULL;
CREATE INDEX ON loan (due);
CREATE INDEX ON loan (due);
CREATE INDEX CONCURRENTLY ON loan USING btree (lower(number::text));
CREATE UNIQUE INDEX loan_book ON loan (book_id) WHERE returned IS NULL;
CREATE MATERIALIZED VIEW overdue AS SELECT book_id FROM loan WHERE due < now();
CREATE VIEW shelves AS SELECT label FROM shelf;
COMMENT ON TABLE book IS 'What the library has';
COMMENT ON COLUMN loan.fee IS 'In euro';
COMMENT ON COLUMN shelf.label IS 'As printed';
