COPY a FROM stdin;
1	it's \N
2	$$ /* "
\.
COPY b (x, y) FROM STDIN WITH (FORMAT csv); -- a comment
1,"
\.,
\.
copy c from program 'x'; SELECT 1;
COPY (SELECT a FROM stdin) TO stdout;
COPY d FROM stdin \g
x
\.
SELECT 'COPY x FROM stdin;';
COPY e FROM stdin;
\.
(COPY f FROM stdin);
SELECT (1;
COPY i FROM stdin;
'
\.
COPY g FROM stdin; SELECT 1;
3
\.
COPY h FROM stdin;
no end
\. here
