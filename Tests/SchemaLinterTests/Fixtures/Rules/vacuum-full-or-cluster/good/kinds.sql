VACUUM orders;
VACUUM (ANALYZE);
ANALYZE orders;
CREATE TABLE item (id int PRIMARY KEY);
CLUSTER item USING item_pkey;
