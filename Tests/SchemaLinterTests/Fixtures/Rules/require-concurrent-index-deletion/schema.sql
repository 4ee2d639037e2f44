CREATE TABLE orders (id int PRIMARY KEY, sent date, note text);
CREATE INDEX orders_sent ON orders (sent);
CREATE INDEX orders_note ON orders (note);
