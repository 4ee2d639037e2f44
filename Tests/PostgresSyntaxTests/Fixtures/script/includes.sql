SELECT 'before';
\ir included/tables.sql
SELECT :'from_tables';
\i missing.sql
\ir included/open.sql
\ir ./includes.sql
\i :{nowhere}
SELECT 'interrupted'
\ir included/tables.sql
    AS answer;
SELECT 'after' FROM;
