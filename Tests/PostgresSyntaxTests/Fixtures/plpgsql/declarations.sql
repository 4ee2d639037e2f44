CREATE FUNCTION shop.totals(customer int, OUT total numeric) LANGUAGE plpgsql AS $$
#variable_conflict use_column
#print_strict_params on
<<outer_block>>
DECLARE
    plain int;
    names CONSTANT text COLLATE "C" NOT NULL := 'a' || 'b';
    price numeric(10, 2) DEFAULT 0;
    list text[] = ARRAY['x'];
    line shop.lines%ROWTYPE;
    copied shop.lines.price%TYPE;
    several shop.lines.price%TYPE[3];
    first_argument ALIAS FOR $1;
    same ALIAS FOR outer_block.plain;
    lines SCROLL CURSOR (low int, high int) FOR SELECT * FROM shop.lines WHERE price BETWEEN low AND high;
    all_lines NO SCROLL CURSOR IS SELECT 1;
    anything record;
BEGIN
    NULL;
END outer_block
$$;
