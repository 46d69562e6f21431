-- An engagement takes its days to come back; a cover looks for the engagements of a convention that still run.
CREATE INDEX consultation_days_open_engagement ON consultation_days (collectivity, (body ->> 'engagement')) WHERE NOT closed;
CREATE INDEX engagements_running ON engagements (collectivity, (body ->> 'convention')) WHERE NOT closed;
