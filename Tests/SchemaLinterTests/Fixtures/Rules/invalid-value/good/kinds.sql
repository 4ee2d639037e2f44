CREATE TYPE state AS ENUM ('open', 'paid');
CREATE TABLE one (id int PRIMARY KEY, done boolean DEFAULT 'off', at date DEFAULT '2024-02-29',
    last timestamptz DEFAULT 'infinity', first timestamp DEFAULT '2024-02-29T12:00:00', stamp date DEFAULT 'Jan 8, 1999');
ALTER TABLE one ADD COLUMN state state DEFAULT 'open' CHECK (state <> 'paid');
