WITH RECURSIVE t(n) AS (
    VALUES (1)
    UNION ALL
    SELECT n + 1 FROM t WHERE n < 100
)
SELECT DISTINCT ON (a) a, b AS "Label", count(*) FILTER (WHERE c > 1) OVER w, x.*, (SELECT max(y) FROM z)
FROM t AS u (a, b)
LEFT JOIN LATERAL generate_series(1, u.a) WITH ORDINALITY AS g (i, o) ON true
NATURAL JOIN v
WHERE NOT a = 1 AND (b LIKE 'x%' ESCAPE '!' OR c BETWEEN SYMMETRIC 1 AND 2 + 3) AND d IN (1, 2, 3) AND e IS DISTINCT FROM NULL
GROUP BY ROLLUP (a, b), ()
HAVING sum(c) > -2.5e3
WINDOW w AS (PARTITION BY a ORDER BY b DESC NULLS FIRST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
ORDER BY 1 USING <, b
LIMIT 10 OFFSET 5
FOR UPDATE OF t SKIP LOCKED;

SELECT a[1:2].f, (r).x, j -> 'k' ->> 0, CASE a WHEN 1 THEN 'one' ELSE 'many' END, interval '1' day, '1'::int[] || 2, -3, - a, $1,
    EXTRACT(year FROM now()), overlay('a' placing 'b' from 1), coalesce(a, b), ROW(1, 2) = (3, 4), a = ANY (ARRAY[1, 2]), CURRENT_DATE
FROM ONLY s.t TABLESAMPLE system (10) REPEATABLE (1), ROWS FROM (f(1), g(2) AS (a int)) h;
(SELECT 1) UNION (SELECT 2 INTERSECT SELECT 3) ORDER BY 1;
