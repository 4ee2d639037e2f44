SELECT 1;  -- schemac:ignore design -- nobody runs it
-- noqa
