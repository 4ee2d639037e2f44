CREATE TABLE item (id int PRIMARY KEY, unit_price real, "Total" float8);
