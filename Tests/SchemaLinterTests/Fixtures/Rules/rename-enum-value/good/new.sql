CREATE TYPE color AS ENUM ('red');
ALTER TYPE color RENAME VALUE 'red' TO 'blue';
ALTER TYPE mood ADD VALUE 'blue' BEFORE 'sad';
