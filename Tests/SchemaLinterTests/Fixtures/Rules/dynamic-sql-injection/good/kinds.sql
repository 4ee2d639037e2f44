CREATE FUNCTION clear(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'TRUNCATE ' || quote_ident(name);
    EXECUTE format('DELETE FROM %I', name || '_old');
    EXECUTE 'SELECT $1 || ''a''' USING name;
END $$;
CREATE FUNCTION joined(a text, b text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN a || b; END';
