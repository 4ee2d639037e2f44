CREATE TABLE item (
    id int PRIMARY KEY, small smallint DEFAULT 32768, middle int DEFAULT 3000000000,
    code char(2) DEFAULT 'abc', name varchar(5) DEFAULT 'äöüäöü');
ALTER TABLE item ADD COLUMN later varchar(1) DEFAULT 'xy'::varchar;
