-- What came with PostgreSQL 15, 16 and 17.

CREATE TABLE harbour.quays (
    id integer PRIMARY KEY, port integer, name text STORAGE EXTERNAL, light integer,
    side text, UNIQUE NULLS NOT DISTINCT (port, name),
    CONSTRAINT of_port FOREIGN KEY (port) REFERENCES harbour.ports ON DELETE SET NULL (port)
);
CREATE UNIQUE INDEX lights ON harbour.quays (light) NULLS NOT DISTINCT;
CREATE VIEW harbour.my_quays WITH (security_invoker = true, check_option = local) AS SELECT id, port, name, side FROM harbour.quays WHERE side = 'left';
ALTER TABLE harbour.quays ADD COLUMN width integer GENERATED ALWAYS AS (id * 2) STORED;
ALTER TABLE harbour.quays ALTER COLUMN width SET EXPRESSION AS (id * 3);
CREATE VIEW harbour.quay_json AS SELECT id, JSON_OBJECT('port': port, 'name': name ABSENT ON NULL) AS object, name IS JSON AS is_json FROM harbour.quays;
CREATE FUNCTION harbour.merge_quays() RETURNS void BEGIN ATOMIC
    MERGE INTO harbour.quays q USING harbour.ports p ON q.port = p.id WHEN MATCHED THEN UPDATE SET name = p.name WHEN NOT MATCHED THEN DO NOTHING;
END;
CREATE UNLOGGED SEQUENCE harbour.hasty;
CREATE COLLATION harbour.built_in (provider = builtin, locale = 'C.UTF-8');
GRANT MAINTAIN ON harbour.quays TO pg_monitor;
CREATE PUBLICATION whole_schema FOR TABLES IN SCHEMA harbour_tools, TABLE harbour.quays WHERE (id > 5);
CREATE PUBLICATION some_columns FOR TABLE harbour.quays (id, name);
