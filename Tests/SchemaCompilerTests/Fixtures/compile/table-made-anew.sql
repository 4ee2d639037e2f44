-- A table is made anew under its old name, with its rows.
CREATE TABLE accounts (id int PRIMARY KEY, name text, old int);
INSERT INTO accounts VALUES (1, 'x', 2), (2, 'y', 3);
CREATE TABLE new_accounts (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO new_accounts SELECT id, name FROM accounts;
DROP TABLE accounts;
ALTER TABLE new_accounts RENAME TO accounts;
ALTER INDEX new_accounts_pkey RENAME TO accounts_pkey;
CREATE INDEX accounts_name ON accounts (name);
