CREATE DOMAIN amount AS numeric;
CREATE TABLE orders (id int PRIMARY KEY, total amount);
CREATE TABLE line (id int PRIMARY KEY, price amount);
CREATE DOMAIN unused AS text;
