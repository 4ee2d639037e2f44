ALTER TABLE tree DROP CONSTRAINT of_tree;
SET lock_timeout = '2s';
DROP TABLE orders;
