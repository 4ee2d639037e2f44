CREATE TABLE customer (id serial PRIMARY KEY, email text NOT NULL, at date NOT NULL DEFAULT now(), name text);
INSERT INTO customer (email) VALUES ('a');
INSERT INTO customer VALUES (1, 'b');
INSERT INTO customer (name) SELECT 'c' WHERE false;
CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.email := ''d''; RETURN NEW; END';
CREATE TRIGGER fill BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION fill();
INSERT INTO customer (name) VALUES ('e');
