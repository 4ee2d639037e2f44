-- profile: schema
-- schemac:ignore require-primary-key -- rows are never addressed
CREATE TABLE event (at timestamptz);
CREATE TABLE log (at timestamptz);  -- schemac:ignore design
CREATE TABLE trace (
    at timestamptz
);  -- schemac:ignore
CREATE TABLE typed (
    id int PRIMARY KEY,
    -- schemac:ignore undefined-object
    name nothing,
    other nothing_else);
-- schemac:ignore-start syntax-error, design
CREAT TABLE broken (id int);
CREATE TABLE last (at timestamptz);
-- schemac:ignore-end
-- noqa
-- squawk-ignore ban-drop-column
SELECT 1;
SELECT 'schemac:ignore nothing';
