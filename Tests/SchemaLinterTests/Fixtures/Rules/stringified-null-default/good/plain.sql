CREATE TABLE item (id int PRIMARY KEY, note text DEFAULT NULL, more text DEFAULT 'none');
