-- What no database takes is left out, with a warning; a block only if it can do nothing else.
CREATE TABLE readings (id int PRIMARY KEY, n numeric, u uuid, f float8);
INSERT INTO readings VALUES (2, 'abc');
INSERT INTO readings VALUES (3, ' -1.5e10 ', '{a0eebc99-9c0b4ef8-bb6d6bb9bd380a11}', 'Infinity'), (4, '.5', NULL, '1.');
INSERT INTO readings (id, u) VALUES (5, 'a0eebc99');
DO $$ BEGIN INSERT INTO readings VALUES (3, 'abc'); END $$;
DO $$ DECLARE i int; BEGIN SELECT id INTO i FROM readings WHERE id = 3; IF i IS NOT NULL THEN INSERT INTO readings VALUES (7); INSERT INTO readings (id, f) VALUES (8, 'x'); END IF; END $$;
DO $$ DECLARE i int; BEGIN SELECT id INTO i FROM readings WHERE id = 3; IF i IS NULL THEN INSERT INTO readings (id, f) VALUES (8, 'x'); ELSE INSERT INTO readings VALUES (7) ON CONFLICT DO NOTHING; END IF; END $$;
DO $$ BEGIN INSERT INTO readings VALUES (9) ON CONFLICT DO NOTHING; IF EXISTS (SELECT FROM readings) THEN RETURN; END IF; INSERT INTO readings VALUES (10, 'x'); END $$;
