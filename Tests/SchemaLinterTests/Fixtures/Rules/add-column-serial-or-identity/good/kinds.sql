ALTER TABLE event ADD COLUMN id bigint;
CREATE TABLE item (name text);
ALTER TABLE item ADD COLUMN id bigserial;
