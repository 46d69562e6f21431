-- What nobody took is told again in the order in which it was written: the later may build on the earlier.
ALTER TABLE tells ADD COLUMN ordinal bigint GENERATED ALWAYS AS IDENTITY;
DROP INDEX tells_untaken;
CREATE INDEX tells_untaken ON tells (ordinal) WHERE told AND NOT taken;
