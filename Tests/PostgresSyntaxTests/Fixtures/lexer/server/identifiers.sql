a A aB _a a_1 a$b a$ é ÀB "a" "A b" "a""b" """" select SELECT "select" Current_Timestamp current_timestamps
interval_that_is_longer_than_a_name_in_PostgreSQL_can_be_and_so_loses_its_end
"Interval that is longer than a name in PostgreSQL can be and so loses its end"
eight_88 Nine_9999 sixteen_16161616 seventeen_1717171 twenty_four_242424242424$$x b e n u x B.x e.n
%%
""
%%
"" a
%%
"ends nowhere
%%
"ends "" nowhere
