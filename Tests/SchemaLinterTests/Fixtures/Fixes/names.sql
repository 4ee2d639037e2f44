SELECT pg_catalog.set_config('search_path', '', false);
INSERT INTO orders (id) VALUES (1);
INSERT INTO /* orders */ orders VALUES (2, 'orders');
