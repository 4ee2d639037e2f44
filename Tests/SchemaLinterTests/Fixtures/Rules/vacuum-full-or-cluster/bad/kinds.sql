VACUUM FULL orders;
VACUUM (FULL, ANALYZE) orders;
CLUSTER orders USING orders_pkey;
VACUUM FULL;
