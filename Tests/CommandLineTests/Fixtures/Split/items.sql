\if :{?nothing}
SELECT 'never';
\endif
CREATE RULE r AS ON DELETE TO items DO ALSO (SELECT 1; SELECT 2);
