CREATE TABLE meters (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place text NOT NULL
);

CREATE TABLE readings (
    meter_id bigint NOT NULL REFERENCES meters (id),
    at timestamptz NOT NULL DEFAULT now(),
    amount integer NOT NULL,
    PRIMARY KEY (meter_id, at)
);
