create index member_email_idx on member (lower(email));
