CREATE TABLE event (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE event_24 (at date NOT NULL);
CREATE TABLE event_25 (at date NOT NULL, CHECK (at >= '2025-01-01' AND at < '2026-01-01'));
