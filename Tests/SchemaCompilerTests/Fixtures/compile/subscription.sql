-- One that makes no slot is created once, any other is left as it is.
CREATE SUBSCRIPTION reader CONNECTION 'host=nowhere' PUBLICATION news WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION writer CONNECTION 'host=nowhere' PUBLICATION news;
