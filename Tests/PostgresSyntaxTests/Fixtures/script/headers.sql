--
-- Name: shop; Type: SCHEMA; Schema: -; Owner: keeper
--

CREATE SCHEMA shop;


--
-- Name: odd; name(integer, text); Type: FUNCTION; Schema: Weird; Schema; Owner: O; Tablespace: fast
--

SELECT 1;

--
-- Data for Name: shelf; Type: TABLE DATA; Schema: shop; Owner: -; Tablespace: 
--

COPY shop.shelf (id) FROM stdin;
1
\.


--
-- Name: no header
--
-- Type: TABLE
SELECT 2;
