-- schemac:ignore drop-column, design, all -- a reason with words
-- squawk-ignore something-else
-- noqa: LT01
SELECT 1;
