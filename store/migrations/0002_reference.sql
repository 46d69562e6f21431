-- Reference data: what identifies a record is unique in its collectivity, whoever writes it (a form, an import).
-- The rule words the refusal; these keys are the second wall against two commands at once.
ALTER TABLE people ADD COLUMN rpps text NOT NULL;
CREATE UNIQUE INDEX people_rpps ON people (collectivity, rpps);

ALTER TABLE zones ADD COLUMN siren text NOT NULL;
CREATE UNIQUE INDEX zones_siren ON zones (collectivity, siren);

ALTER TABLE sites ADD COLUMN epci text NOT NULL;
CREATE INDEX sites_epci ON sites (collectivity, epci);

-- The days to come of a site: they are told what changes there.
CREATE INDEX consultation_days_open_site ON consultation_days (collectivity, (body ->> 'site')) WHERE NOT closed;
