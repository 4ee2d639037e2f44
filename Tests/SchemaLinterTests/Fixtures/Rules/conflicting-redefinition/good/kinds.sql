create or replace view NOTES as select id, note -- the same
    from orders;
CREATE OR REPLACE FUNCTION rate(a text) RETURNS numeric LANGUAGE sql AS 'SELECT 0.20';
CREATE OR REPLACE FUNCTION rate(a text) RETURNS numeric LANGUAGE sql AS 'SELECT 0.21';
