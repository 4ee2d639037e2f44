CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    IF a > 1 THEN
        a := a - 1;
    ELSIF a IN (0, -1) THEN
        RETURN 0;
    ELSE
        NULL;
    END IF;
    CASE a WHEN 1, 2 THEN RETURN a; ELSE END CASE;
    CASE WHEN a IS NULL THEN RETURN 1; END CASE;
    <<again>>
    LOOP
        EXIT again WHEN a = 3;
        CONTINUE WHEN a < 0;
        EXIT;
    END LOOP again;
    BEGIN
        ASSERT a > 0, 'positive';
    EXCEPTION
        WHEN division_by_zero OR SQLSTATE '22012' THEN a := 1;
        WHEN OTHERS THEN RAISE;
    END;
    RETURN a;
END $$;
CREATE PROCEDURE p() LANGUAGE plpgsql AS $$
BEGIN
    COMMIT AND CHAIN;
    ROLLBACK AND NO CHAIN;
    CALL q(1);
    DO 'BEGIN END';
    RETURN;
END $$;
