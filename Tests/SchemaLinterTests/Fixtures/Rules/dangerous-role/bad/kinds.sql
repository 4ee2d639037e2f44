CREATE ROLE app SUPERUSER LOGIN;
ALTER ROLE app BYPASSRLS;
GRANT pg_execute_server_program TO app;
