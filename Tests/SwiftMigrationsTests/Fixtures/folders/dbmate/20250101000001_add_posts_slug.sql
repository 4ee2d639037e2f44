-- migrate:up
ALTER TABLE posts ADD COLUMN slug text;
CREATE UNIQUE INDEX posts_slug_idx ON posts (slug);
