CREATE TABLE orders (id int PRIMARY KEY, customer_id int, note text, sent boolean);
CREATE INDEX a ON orders (customer_id, note);
CREATE INDEX b ON orders (customer_id, note);
CREATE INDEX by_id ON orders (id);
CREATE INDEX lower_a ON orders (lower(note)) WHERE sent;
CREATE INDEX lower_b ON orders (lower(note)) WHERE sent;
