E'plain' e'it''s' E'\b\f\n\r\t\v\\\'\q'
E'\1 \12 \123 \1234 \101' E'\x4 \x41 \x414 \xyz'
E'\u0041\U00000042 \u00e9 \U0001F600 \uD83D\uDE00 \ud83d\U0000de00'
E'\303\251' E'\xc3\xa9' E'first\n'
  'second\t' E'line \
end'
%%
E'\u004'
%%
E'before \U0000004 after' 1
%%
E'\ud83d'
%%
E'\ud83dx'
%%
E'\ud83d\n'
%%
E'\ud83d\u12'
%%
E'\ud83d\u0041'
%%
E'\ude00'
%%
E'\u0000'
%%
E'\U00110000'
%%
E'\xff'
%%
E'\303'
%%
E'\303x' E'\xe2\x82' E'\xed\xa0\x80' E'\xf4\x90\x80\x80' E'\400' E'\x00'
%%
E'ends nowhere\
%%
E'ends nowhere\'
