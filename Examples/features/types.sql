-- Types that several features share.
CREATE DOMAIN money_cents AS bigint CHECK (VALUE >= 0);
