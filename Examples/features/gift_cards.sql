-- Gift cards: paid with like money, for whoever holds the code.
CREATE TABLE gift_cards (
    code text PRIMARY KEY,
    bought_by integer NOT NULL REFERENCES accounts (id),
    balance money_cents NOT NULL
);

CREATE VIEW open_gift_cards AS
SELECT code, balance FROM gift_cards WHERE balance > 0;
