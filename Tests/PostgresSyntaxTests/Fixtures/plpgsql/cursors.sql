CREATE FUNCTION f(INOUT c refcursor) LANGUAGE plpgsql AS $$
DECLARE
    bound CURSOR (a int, b int) FOR SELECT a, b;
    x int;
    y int;
BEGIN
    OPEN c FOR SELECT 1;
    OPEN c SCROLL FOR EXECUTE 'SELECT $1' USING 1;
    OPEN c NO SCROLL FOR TABLE t;
    OPEN bound (1, b => 2);
    FETCH bound INTO x, y;
    FETCH NEXT FROM bound INTO x;
    FETCH ABSOLUTE x + 1 IN bound INTO x;
    MOVE FORWARD 3 FROM bound;
    MOVE BACKWARD ALL IN bound;
    MOVE 2 FROM bound;
    MOVE LAST FROM bound;
    CLOSE bound;
END $$;
