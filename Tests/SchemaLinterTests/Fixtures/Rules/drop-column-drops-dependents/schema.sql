CREATE TABLE line (
    order_id int, number int, note text, sent date, PRIMARY KEY (order_id, number), CONSTRAINT some_rows CHECK (note > 'a' OR number > 1));
CREATE INDEX line_sent ON line (sent, note);
CREATE INDEX line_note ON line (note);
