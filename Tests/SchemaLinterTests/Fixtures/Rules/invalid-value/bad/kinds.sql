CREATE TYPE state AS ENUM ('open', 'paid');
CREATE TABLE one (id int PRIMARY KEY, done boolean DEFAULT 'maybe');
CREATE TABLE two (id int PRIMARY KEY, at date DEFAULT '2023-02-29');
CREATE TABLE three (id int PRIMARY KEY, at timestamptz DEFAULT 'soon');
CREATE TABLE four (id int PRIMARY KEY, state state CHECK (state <> 'closed'));
CREATE TABLE five (id int PRIMARY KEY DEFAULT 'one');
CREATE TABLE six (id int PRIMARY KEY, state state, small smallint);
INSERT INTO six VALUES (1, 'opened', 2);
UPDATE six SET small = '40000';
