SET lock_timeout = 2000;
SET lock_timeout = '10 s';
SET lock_timeout TO DEFAULT;
SET statement_timeout = 0;
