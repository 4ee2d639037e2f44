DO $$
DECLARE
    r record;
    x int;
    y text;
    items int[];
    c CURSOR (n int) FOR SELECT n;
BEGIN
    FOR i IN 1..10 LOOP NULL; END LOOP;
    FOR i IN REVERSE 10 .. 1 BY 2 LOOP x := i; END LOOP;
    FOR r IN SELECT * FROM t LOOP PERFORM r.a; END LOOP;
    FOR x, y IN SELECT a, b FROM t LOOP NULL; END LOOP;
    FOR r IN EXECUTE 'SELECT $1' USING 1, x LOOP NULL; END LOOP;
    FOR r IN c(n := 1) LOOP NULL; END LOOP;
    FOREACH x SLICE 0 IN ARRAY items LOOP NULL; END LOOP;
    WHILE x < 3 LOOP x := x + 1; END LOOP;
END $$;
