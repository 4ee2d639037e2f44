-- options: --concurrently
CREATE TABLE whole (a int, b int);
CREATE TABLE parted (a int) PARTITION BY HASH (a);
CREATE INDEX ON whole (a);
CREATE UNIQUE INDEX "Whole b" ON whole (b);
CREATE INDEX parted_a ON parted (a);
