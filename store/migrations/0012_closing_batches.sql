-- A batch of a month reads the days and the documents of its own doctors, however many there are; ids are ordered as the rules order them.
CREATE INDEX consultation_days_attested_doctor ON consultation_days (collectivity, (body ->> 'doctor') COLLATE "C") WHERE status = 'attested';
CREATE INDEX statements_doctor ON statements (collectivity, doctor COLLATE "C");
-- What was approved is issued, and told, batch after batch.
UPDATE month_closings SET body = body || '{"telling": null}' WHERE NOT body ? 'telling';
UPDATE month_closings SET body = jsonb_set(body, '{expected}', body -> 'expected' || '{"after": null, "through": null, "rest": []}')
WHERE jsonb_typeof(body -> 'expected') = 'object' AND NOT body -> 'expected' ? 'rest';
