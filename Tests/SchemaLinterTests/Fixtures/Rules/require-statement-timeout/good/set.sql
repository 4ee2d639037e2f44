SET statement_timeout = '1min';
DROP TABLE orders;
