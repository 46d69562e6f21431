-- Whether the dossier took what it was told: between the two it is the Temporal server alone that knows, whose data may be lost.
ALTER TABLE tells ADD COLUMN taken boolean NOT NULL DEFAULT false;
UPDATE tells SET taken = true WHERE told OR EXISTS (SELECT FROM commands WHERE commands.collectivity = tells.collectivity AND commands.id = tells.id);
CREATE INDEX tells_untaken ON tells (collectivity, command) WHERE NOT taken;
