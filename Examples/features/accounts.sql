-- Accounts: who can sign in.
CREATE TABLE accounts (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    credit money_cents NOT NULL DEFAULT 0
);
