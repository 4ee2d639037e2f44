SELECT 'plain', '', '''', 'it''s', 'back\slash', 'two
lines';
'one'
  'two' -- between
  -- and again
  'three'
'one' 'two'
'one' -- no line end before the quote? there is
'two'
'one' /* a comment like this ends it */
'two'
'one'
-'two'
N'national' n'' N 'apart'
B'0101' b'' B'01'
'10' b'01''10' X'1F' x'not hexadecimal' X'a'
'b'
%%
'ends nowhere
%%
'ends '' nowhere
%%
'first'
'second
%%
b'0
%%
x'0
