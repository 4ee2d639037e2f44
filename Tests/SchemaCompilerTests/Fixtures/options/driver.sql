-- options: --mode driver
CREATE TABLE note (id int GENERATED ALWAYS AS IDENTITY, line text, size int GENERATED ALWAYS AS (length(line)) STORED);
CREATE TABLE pair (a int, b text);
COPY note (id, line) FROM stdin;
1	it's a \\ and a tab\there
2	\N
3	octal \101\x42 and\
a line
\.
COPY pair FROM stdin WITH (FORMAT csv, HEADER, NULL 'none');
a,b
1,"quoted ""b"", none
of it"
2,none
3,"none"
\.
COPY pair (b) FROM stdin WITH (DELIMITER '|', NULL '-');
x\|y
-
\.
