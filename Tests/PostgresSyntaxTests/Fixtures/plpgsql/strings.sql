-- The places of errors in all kinds of strings.
CREATE FUNCTION a() RETURNS int LANGUAGE plpgsql AS 'BEGIN
    PERFORM ''it''''s'';
    RETURN ''x'' + ;
END';
CREATE FUNCTION b() RETURNS int LANGUAGE plpgsql AS E'BEGIN\n  PERFORM \'a\', \u0041;\n  RETURN;\nEND';
CREATE FUNCTION c() RETURNS int LANGUAGE plpgsql AS 'BEGIN '
    'x := 1; '
    'END';
CREATE FUNCTION d() RETURNS int LANGUAGE plpgsql AS $body$
BEGIN
    SELECT é FROM é WHERE;
END $body$;
CREATE FUNCTION e() RETURNS int LANGUAGE sql AS 'SELECT ''a''; SELEC 1;';
CREATE FUNCTION f() RETURNS int LANGUAGE plpython AS 'not looked at';
CREATE FUNCTION g() RETURNS int LANGUAGE c AS 'lib', 'symbol';
DO LANGUAGE plpgsql 'BEGIN';
