CREATE TABLE orders (id int PRIMARY KEY, total numeric);
CREATE FUNCTION one() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    count bigint;
BEGIN
    SELECT count(*) INTO count FROM order_lines;
    IF count > (SELECT max(id) FROM public.ordres) THEN
        DELETE FROM archive;
    END IF;
    INSERT INTO orders (id, sum) VALUES (1, 2);
    RETURN count;
END;
$$;
