CREATE TABLE event (at date);
