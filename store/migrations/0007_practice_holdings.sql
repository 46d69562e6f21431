-- R-40: a locum kept for a colleague's practice is taken on that half-day; R-06 counts consultation days only.
ALTER TABLE holdings ADD COLUMN practice boolean NOT NULL DEFAULT false;
