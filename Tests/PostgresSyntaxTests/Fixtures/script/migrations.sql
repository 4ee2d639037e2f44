-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    RETURN 1;
END;
$$;
-- +goose StatementEnd
-- migrate:up
CREATE TABLE ${schema}.shelf (id int, owner text DEFAULT '${owner}');
CREATE TABLE ${prefix}_shelf (id int REFERENCES ${schema}.shelf);
CREATE INDEX ON ${prefix}_shelf (id) WITH (fillfactor = ${fill-factor});
INSERT INTO ${prefix}_shelf VALUES (${flyway:timestamp}), (2) ${rest};
-- +goose Down
DROP TABLE ${prefix}_shelf;
SELECT $ {x};
