-- Under row-level security an index on what `body ->> …` answers is never searched (the operator may tell what it reads): columns are.
-- A batch of a month reads the days, the creditors and the documents of its own doctors, however many there are and however old the record is.
DROP INDEX consultation_days_attested;
DROP INDEX consultation_days_attested_doctor;
ALTER TABLE consultation_days ADD COLUMN doctor text GENERATED ALWAYS AS (body ->> 'doctor') STORED;
CREATE INDEX consultation_days_attested ON consultation_days (collectivity, doctor COLLATE "C") WHERE status = 'attested';
DROP INDEX creditors_engagement;
ALTER TABLE creditors ADD COLUMN engagement text GENERATED ALWAYS AS (body ->> 'engagement') STORED;
CREATE INDEX creditors_engagement ON creditors (collectivity, engagement);
DROP INDEX statements_closing;
CREATE INDEX statements_closing ON statements (collectivity, closing, doctor COLLATE "C");
