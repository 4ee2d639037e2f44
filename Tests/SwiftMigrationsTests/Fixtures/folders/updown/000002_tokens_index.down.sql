DROP INDEX CONCURRENTLY tokens_secret_idx;
