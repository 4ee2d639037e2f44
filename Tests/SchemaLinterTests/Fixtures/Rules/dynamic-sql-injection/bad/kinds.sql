CREATE FUNCTION clear(name text, how text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'TRUNCATE ' || quote_ident(name) || ' ' || how;
    EXECUTE 'DELETE FROM ' || name;
END $$;
