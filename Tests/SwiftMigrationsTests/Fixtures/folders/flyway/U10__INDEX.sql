drop index member_email_idx;
