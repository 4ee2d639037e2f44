\set v ab
\set v :v :v :v :v
\set v :v :v :v :v
\set v :v :v :v :v
SELECT :'v', :v, :"v";
