-- What a demonstration begins with.
INSERT INTO accounts (email) VALUES ('ada@example.org');
