SELECT :a, :'b', :"c", :{?d}, :_e1, :a::text, x::int, :é;
SET x = :a; SELECT * FROM :schema.:table t WHERE id = :id AND n IN (:n, :'s') LIMIT :limit;
SELECT a[1:2], a[lo:hi], a[:hi], a[lo:], a[(1):x], a['1':x], ARRAY[:a, :b], ARRAY[[:a],[:b]], f(x := 1);
SELECT json_object('k':v, k:v, 'l' : :x) , (a:b);
CREATE TABLE prefix_:suffix (a int) :options;
SELECT : 'x', :1, :'a b', :"", :, :{x}, :'
