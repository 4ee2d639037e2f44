CREATE TABLE item (id int PRIMARY KEY, note text DEFAULT 'NULL', more varchar DEFAULT 'null'::varchar);
