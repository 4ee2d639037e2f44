CREATE INDEX CONCURRENTLY tokens_secret_idx ON tokens (secret);
