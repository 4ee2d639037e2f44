CREATE TABLE item (
    id int PRIMARY KEY, small smallint DEFAULT 32767, big bigint DEFAULT 3000000000,
    code char(2) DEFAULT 'ab   ', name varchar(6) DEFAULT 'äöüäöü', text varchar DEFAULT 'as long as it likes');
