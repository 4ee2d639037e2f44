TRUNCATE customer, orders, line CASCADE;
TRUNCATE alone CASCADE;
TRUNCATE line;
