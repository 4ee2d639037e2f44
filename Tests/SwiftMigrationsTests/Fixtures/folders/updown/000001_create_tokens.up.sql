BEGIN;
CREATE TABLE tokens (id bigserial PRIMARY KEY, secret bytea NOT NULL);
COMMIT;
