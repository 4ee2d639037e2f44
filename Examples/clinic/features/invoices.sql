-- What appointments cost. Comes before them in no order that a folder has.

CREATE TABLE IF NOT EXISTS invoices (
    id SERIAL PRIMARY KEY,
    appointment_id INT NOT NULL UNIQUE REFERENCES appointments(id),
    amount NUMERIC(8, 2) NOT NULL CHECK (amount >= 0),
    paid_at TIMESTAMPTZ
);

CREATE OR REPLACE VIEW open_invoices AS
    SELECT i.id, o.name, i.amount
    FROM invoices i
    JOIN appointments a ON a.id = i.appointment_id
    JOIN patients p ON p.id = a.patient_id
    JOIN owners o ON o.id = p.owner_id
    WHERE i.paid_at IS NULL;
