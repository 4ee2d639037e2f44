-- Members may be called otherwise.

-- A draft of it may be there.
DROP TABLE IF EXISTS nicknames;
CREATE TABLE IF NOT EXISTS member (id integer);
ALTER TABLE member RENAME COLUMN email TO mail;
CREATE TABLE drafts (id integer);
ALTER TABLE drafts RENAME TO nicknames;
