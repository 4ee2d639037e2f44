-- options: --no-owner --no-privileges --no-comments
CREATE ROLE clerk;
CREATE SCHEMA office AUTHORIZATION clerk;
SET SESSION AUTHORIZATION clerk;
CREATE TABLE office.desk (id int);
RESET SESSION AUTHORIZATION;
ALTER TABLE office.desk OWNER TO clerk;
COMMENT ON TABLE office.desk IS 'where work is done';
GRANT SELECT ON office.desk TO clerk;
ALTER DEFAULT PRIVILEGES IN SCHEMA office GRANT SELECT ON TABLES TO clerk;
ALTER TABLE office.desk ENABLE ROW LEVEL SECURITY;
