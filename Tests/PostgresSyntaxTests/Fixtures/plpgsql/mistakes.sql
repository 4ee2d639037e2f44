-- Each mistake is told, wherever it stands.
CREATE FUNCTION several(a int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    n int := 1 +;
    m int;
BEGIN
    SELECT FROM WHERE;
    IF a > THEN
        UPDATE t SET x = WHERE id = a;
        m := a b;
    ELSIF a = 2 THEN
        INSERT INTO t VALUES (1,);
    ELSE
        PERFORM f(a;
    END IF;
    WHILE m < 3 + LOOP
        DELETE t WHERE x = 1;
    END LOOP;
    RAISE NOTICE '% %', a +, m;
    EXECUTE 'x' USING 1 2;
    m := CASE WHEN a = 1 THEN 2 ELSE END;
    RETURN m - ;
EXCEPTION
    WHEN no_such_condition THEN
        SELEC 1;
END;
$$;

-- A variable that is not declared is one mistake.
DO $$
DECLARE
    x int;
BEGIN
    y := 1;
    y := 2;
    SELECT 1 INTO y;
    z := 3;
    x := 4 5;
    FOR r IN SELECT 1 AS a LOOP
        r.a := 2;
        x := r.a +;
    END LOOP;
    FOR i IN 1 .. 2 + LOOP
        x := ;
    END LOOP;
    RAISE 'a %';
    RAISE 'b %';
    EXIT;
END somewhere;
$$;

-- Where the declaration may be broken, nothing is said about variables.
DO $$
DECLARE
    x int := 1
    y int;
BEGIN
    y := 2;
    SELECT 1 INTO y FROM WHERE;
    OPEN y FOR SELECT 1;
END;
$$;

-- Where it is not sure how the text goes on, nothing more is said.
DO $$
BEGIN
    PERFORM f(1)
    IF true THEN
        PERFORM g(2);
    END IF;
END;
$$;
DO $$
BEGIN
    PERFORM f('a);
    PERFORM f('b');
    PERFORM f(c');
END;
$$;
DO $$
BEGIN
    IF true
        PERFORM f(1);
    END IF;
    x := 1;
END;
$$;
DO $$
BEGIN
    CREATE RULE r AS ON INSERT TO t DO (SELEC 1; SELECT 2);
    x := 1;
END;
$$;
DO $$
BEGIN
    PERFORM f(1
    );
    PERFORM g(1;
    PERFORM h(1));
    PERFORM i(1;

    x = 1 END;
END;
$$;
DO $$
DECLARE
    c CURSOR (a int) FOR SELECT 1 FROM;
    d text COLLATE;
BEGIN
    OPEN c;
END;
$$;
