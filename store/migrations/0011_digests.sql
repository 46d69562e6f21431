-- One recipient's mails to come; whose tasks wait, and when he was last written to.
SELECT relais_records('digests');
CREATE INDEX next_actions_owner ON next_actions (collectivity, owner_kind, owner);
CREATE INDEX outbox_ref ON outbox (collectivity, ref, created_at);
-- Days proposed before there were digests were announced by a mail of their own.
UPDATE consultation_days SET body = body || jsonb_build_object('announcedOn', body -> 'proposedOn') WHERE NOT body ? 'announcedOn';
