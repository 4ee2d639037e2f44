CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY, sent date);
CREATE TABLE IF NOT EXISTS item (id int PRIMARY KEY, note text);
