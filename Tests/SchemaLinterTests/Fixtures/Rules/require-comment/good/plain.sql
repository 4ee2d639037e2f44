CREATE TABLE item (id int PRIMARY KEY);
COMMENT ON TABLE item IS 'What is sold.';
