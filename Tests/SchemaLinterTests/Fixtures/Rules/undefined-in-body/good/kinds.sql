CREATE SCHEMA shop;
CREATE TABLE shop.orders (id int PRIMARY KEY, total numeric);
CREATE FUNCTION one() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    row record;
BEGIN
    CREATE TEMPORARY TABLE scratch (a int);
    INSERT INTO scratch VALUES (1);
    -- In the caller's search path, perhaps.
    FOR row IN SELECT id, total FROM orders LOOP
        INSERT INTO late VALUES (row.id);
    END LOOP;
    RETURN (SELECT count(*) FROM shop.orders AS o WHERE o.total > 5);
END;
$$;
CREATE TABLE late (id int PRIMARY KEY);
CREATE FUNCTION two(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE %I ()', name);
    DELETE FROM made_before;
END;
$$;
CREATE FUNCTION note_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO late SELECT id FROM new_rows;
    RETURN NULL;
END;
$$;
CREATE TRIGGER note AFTER INSERT ON late REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_rows();
