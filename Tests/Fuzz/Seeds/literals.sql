SELECT 'it''s' 'x', 'a'
'b', E'\n\x41\u0041\'', U&'d!0061t' UESCAPE '!', U&"\0061", b'01', X'1f', $$a$$, $q$b$q$, 0x1F, 1_000, .5e-3, $1, "Q""q", a !=- b, a@-1, -- note
 /* one /* two */ */ 1;
