-- Migrations one behind the other: what an older database has is changed, and what is gone leaves no trace.
CREATE TYPE mood AS ENUM ('a','b');
CREATE TABLE users (id serial PRIMARY KEY, name varchar(20), age text, legacy text, status text DEFAULT 'x');
CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users, title text, price int, body text);
CREATE INDEX posts_title ON posts (title);
CREATE VIEW user_posts AS SELECT u.id, u.name, p.title FROM users u JOIN posts p ON p.user_id = u.id;
INSERT INTO users (name, age, legacy) VALUES ('joe', '5', 'l'), ('ann', '7', 'm');
-- 2
ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer + 1;
ALTER TABLE users DROP COLUMN legacy;
COMMENT ON COLUMN users.status IS 'state';
CREATE INDEX users_status ON users (status);
ALTER TABLE users DROP COLUMN status;
ALTER TABLE users ADD COLUMN status mood;
-- 3
DROP VIEW user_posts;
ALTER TABLE users ALTER COLUMN name TYPE text;
CREATE VIEW user_posts AS SELECT p.id, u.name, p.title, u.status FROM users u JOIN posts p ON p.user_id = u.id;
GRANT SELECT ON user_posts TO pg_monitor;
-- 4
CREATE INDEX posts_price ON posts (price);
ALTER TABLE posts ALTER COLUMN price SET DEFAULT 4;
COMMENT ON COLUMN posts.price IS 'cents';
ALTER TABLE posts RENAME COLUMN price TO cost;
ALTER TABLE posts ALTER COLUMN cost TYPE numeric(10,2);
ALTER TABLE posts ALTER COLUMN cost TYPE numeric(12,2);
-- 5
DROP INDEX posts_title;
CREATE INDEX posts_title ON posts (title, cost);
-- 6
CREATE FUNCTION total(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
DROP FUNCTION total(int);
CREATE FUNCTION total(int) RETURNS bigint LANGUAGE sql AS 'SELECT $1::bigint';
-- 7
CREATE TABLE tags (id int, word text);
ALTER TABLE tags ADD CONSTRAINT tags_key PRIMARY KEY (id);
CREATE TABLE post_tags (tag int REFERENCES tags, post int REFERENCES posts);
ALTER TABLE post_tags DROP CONSTRAINT post_tags_tag_fkey;
ALTER TABLE tags DROP CONSTRAINT tags_key;
ALTER TABLE tags ADD CONSTRAINT tags_key PRIMARY KEY (id);
ALTER TABLE post_tags ADD CONSTRAINT post_tags_tag_fkey FOREIGN KEY (tag) REFERENCES tags ON DELETE CASCADE;
-- 8
CREATE TABLE scratch (id int PRIMARY KEY, a text);
ALTER TABLE scratch ADD COLUMN b int;
INSERT INTO scratch VALUES (1, 'x');
COMMENT ON TABLE scratch IS 'bye';
CREATE INDEX ON scratch (a);
GRANT SELECT ON scratch, tags TO pg_monitor;
DROP TABLE scratch;
-- 9
CREATE POLICY p ON tags USING (word <> 'x');
DROP POLICY p ON tags;
CREATE POLICY p ON tags USING (word <> 'y');
ALTER TABLE tags ENABLE ROW LEVEL SECURITY;
-- 10
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamp BEFORE INSERT ON tags FOR EACH ROW EXECUTE FUNCTION stamp();
DROP TRIGGER stamp ON tags;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON tags FOR EACH ROW EXECUTE FUNCTION stamp();
