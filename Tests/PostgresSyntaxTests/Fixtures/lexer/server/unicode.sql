U&'d\0061t\+000061' u&"d\0061t\+000061" U&'\d83d\de00' U&'\+00d83d\de00' U&'back\\slash'
U&'d!0061ta' UESCAPE '!' U&"d*0061ta" uescape /* which */ '*' U&'x' UESCAPE E'\041' U&'x' UESCAPE $$!$$
U&'one\0021'
'two' U&'it''s\0021' U&"quo""te"
U &'apart' U& 'apart' u&x U&'a' UESCAPED
%%
U&'\004'
%%
U&'\+00004'
%%
U&'it''s \zzzz'
%%
U&'\d83d'
%%
U&'\d83dx'
%%
U&'\d83d\0041'
%%
U&'\d83d\\'
%%
U&'\de00'
%%
U&'\0000'
%%
U&'\+110000'
%%
U&"\0000"
%%
U&""
%%
U&'a' UESCAPE
%%
U&'a' UESCAPE x
%%
U&'a' UESCAPE U&'!'
%%
U&'a' UESCAPE (1)
%%
U&'a' UESCAPE;
%%
U&'a' UESCAPE {
%%
U&'a' UESCAPE 1a
%%
U&'a' UESCAPE U&"ends nowhere
%%
U&'a' UESCAPE 'f'
%%
U&'a' UESCAPE '+' 1
%%
U&'a' UESCAPE '''' U&'a' UESCAPE '"' U&'a' UESCAPE ' ' U&'a' UESCAPE '' U&'a' UESCAPE '!!'
%%
U&'a' UESCAPE 'ends nowhere
%%
U&'a' UESCAPE /* ends nowhere
%%
U&'ends nowhere
%%
U&"ends nowhere
