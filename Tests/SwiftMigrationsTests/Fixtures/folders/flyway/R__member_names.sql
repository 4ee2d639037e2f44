create or replace view member_names as select id, name from member;
