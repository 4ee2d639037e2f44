SELECT 1;  -- schemac:ignore design
-- schemac:ignore-file
