CREATE TABLE orders (id int PRIMARY KEY, total numeric, note text, tax numeric CONSTRAINT tax_there CHECK (tax IS NOT NULL AND tax > 0));
