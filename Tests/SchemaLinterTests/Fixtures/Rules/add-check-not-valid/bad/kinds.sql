ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0), ADD CHECK (total < 1000);
ALTER TABLE orders ADD COLUMN tax numeric CHECK (tax > 0);
