-- options: --transaction
CREATE TABLE paint (id int);
CREATE UNIQUE INDEX CONCURRENTLY paint_id ON paint (id);
INSERT INTO paint VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 2;
PREPARE TRANSACTION 'paint';
