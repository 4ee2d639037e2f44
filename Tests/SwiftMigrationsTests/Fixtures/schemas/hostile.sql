-- What is hard to write in another language: quotes, backslashes, hashes, line ends, control characters.
CREATE TABLE public."Select" (
    "a \(b)" text DEFAULT '\(interpolated)',
    "tab	here" text
);

CREATE FUNCTION public.quotes() RETURNS text
    LANGUAGE plpgsql
    AS $fn$
begin
  -- \(name) """ and """# and """## and \#(x) and \##
  raise notice '%', 'a \\ b "c" ''d'' \#';
  return $$"""#$$ || E'\n' || '';
end; 	
$fn$;

CREATE FUNCTION public.windows() RETURNS integer LANGUAGE sql AS 'select 1;
select 2;
';

CREATE TABLE public.self ("type" integer);
CREATE TABLE public."größe" (id integer);
CREATE TABLE public."2fast" (id integer);
CREATE TABLE public."👍" (id integer);
CREATE TABLE public."Self" (id integer);
COMMENT ON TABLE public.self IS 'ends with a backslash \';
COMMENT ON TABLE public."Self" IS '"quoted"';
COMMENT ON TABLE public."größe" IS 'left‎ and     right';
