CREATE TABLE event (at date) PARTITION BY RANGE (at);
