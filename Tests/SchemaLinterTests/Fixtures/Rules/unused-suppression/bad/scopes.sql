-- schemac:ignore-file locks
/* schemac:ignore undefined-object */
CREATE TABLE item (id int PRIMARY KEY);  -- schemac:ignore
-- schemac:ignore-start design
CREATE TABLE other (id int PRIMARY KEY);
-- schemac:ignore-end
CREATE TABLE third (
    id int PRIMARY KEY,  -- schemac:ignore undefined-object
    -- schemac:ignore undefined-object
    name text);
