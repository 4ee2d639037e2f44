CREATE TABLE item (id int PRIMARY KEY);
CREAT TABLE other (id int);
CREATE TABLE third (id int,);
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    RETRUN 1;
END;
$$;
