alter table member add column email text;
update member set email = name || '@example.org';
alter table member alter column email set not null;
