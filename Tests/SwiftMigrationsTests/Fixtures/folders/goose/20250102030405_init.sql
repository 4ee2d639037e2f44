-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION one() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    RETURN 1;
END
$$;
-- +goose StatementEnd
CREATE TABLE jobs (id integer PRIMARY KEY DEFAULT one());

-- +goose Down
DROP TABLE jobs;
DROP FUNCTION one();
