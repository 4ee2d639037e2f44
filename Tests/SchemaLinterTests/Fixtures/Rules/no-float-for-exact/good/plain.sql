CREATE TABLE item (id int PRIMARY KEY, price numeric, weight float8, pricey float4);
