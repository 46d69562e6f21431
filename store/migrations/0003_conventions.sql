-- Conventions are numbered by year: of two that are created at once, one begins again with the next number.
CREATE UNIQUE INDEX conventions_number ON conventions (collectivity, (body ->> 'number'));
