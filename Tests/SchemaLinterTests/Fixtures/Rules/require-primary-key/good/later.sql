-- profile: dump
CREATE TABLE event (id bigint NOT NULL, at timestamptz NOT NULL);
ALTER TABLE ONLY event ADD CONSTRAINT event_pkey PRIMARY KEY (id);
CREATE TABLE part (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE part_one PARTITION OF part FOR VALUES FROM (1) TO (2);
CREATE TEMPORARY TABLE scratch (a int);
CREATE TABLE gone (a int);
DROP TABLE gone;
