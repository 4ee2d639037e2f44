CREATE TABLE item (id int PRIMARY KEY, price money_amount);
CREATE TABLE item (id int PRIMARY KEY, name text);
CREATE INDEX ON item (nam);
CREATE VIEW v AS SELECT id FROM itm;
CREATE TRIGGER t BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE item ADD FOREIGN KEY (id) REFERENCES late (id);
CREATE TABLE late (id int PRIMARY KEY);
INSERT INTO item (id, title) VALUES (1, 'a');
CREATE TABLE shop.item (id int);
