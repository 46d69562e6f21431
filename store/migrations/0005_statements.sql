-- Statements: numbers are unique whatever writes them (R-09); a closing finds its own, a number its successors.
ALTER TABLE statements
  ADD COLUMN number text NOT NULL,
  ADD COLUMN kind text NOT NULL CHECK (kind IN ('statement', 'overpayment')),
  ADD COLUMN doctor text NOT NULL,
  ADD COLUMN month text NOT NULL,
  ADD COLUMN closing text NOT NULL,
  ADD COLUMN replaces text;
CREATE UNIQUE INDEX statements_number ON statements (collectivity, number);
CREATE INDEX statements_closing ON statements (collectivity, closing, number);
CREATE INDEX statements_replaces ON statements (collectivity, replaces) WHERE replaces IS NOT NULL;

-- What a closing reads: the days whose service is attested, and the creditors of their engagements.
CREATE INDEX consultation_days_attested ON consultation_days (collectivity, (body ->> 'date')) WHERE status = 'attested';
CREATE INDEX creditors_engagement ON creditors (collectivity, (body ->> 'engagement'));
