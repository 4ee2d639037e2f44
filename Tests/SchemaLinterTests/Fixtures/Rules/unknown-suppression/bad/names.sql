-- schemac:ignore drop-colum, design -- a reason
-- schemac:ignore dropcolumn
SELECT 1;
