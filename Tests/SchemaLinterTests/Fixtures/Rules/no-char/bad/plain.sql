CREATE TABLE country (id int PRIMARY KEY, code char(2), sign character);
