CREATE POLICY own ON note USING (owner = (SELECT me()) AND lower(owner) = 'a' AND owner = current_user);
