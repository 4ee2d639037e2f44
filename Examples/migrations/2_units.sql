CREATE TYPE unit AS ENUM ('kWh', 'm3');
ALTER TABLE meters ADD COLUMN unit unit NOT NULL DEFAULT 'kWh';
ALTER TABLE readings RENAME COLUMN amount TO value;
