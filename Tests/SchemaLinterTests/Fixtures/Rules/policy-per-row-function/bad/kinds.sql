CREATE POLICY own ON note USING (owner = me()) WITH CHECK (owner = current_setting('app.user'));
