'a\'; SET standard_conforming_strings = off; 'a\'b';
SET SESSION standard_conforming_strings TO 'on'; 'a\'; SET LOCAL "standard_conforming_strings" = false; 'a\'b' '\n';
SET standard_conforming_strings TO DEFAULT; 'a\'; set Standard_Conforming_Strings = 0; '\'';
RESET standard_conforming_strings; 'a\'; SET standard_conforming_strings = 'o'; 'a\';
SET standard_conforming_strings = of; U&'x' '\'';
\c
'a\'
