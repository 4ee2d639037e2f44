-- Comes behind 9_places.sql: numbers in names count as numbers.
ALTER TYPE unit ADD VALUE IF NOT EXISTS 'l' AFTER 'kWh';
CREATE INDEX meters_site ON meters (site_id);

CREATE VIEW latest AS
    SELECT DISTINCT ON (meter_id) meter_id, at, value FROM readings ORDER BY meter_id, at DESC;
