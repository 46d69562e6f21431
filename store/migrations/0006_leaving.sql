-- When a message left, in the collectivity's time: the time that a person is given to answer starts there.
ALTER TABLE outbox ADD COLUMN left_at text;
UPDATE outbox SET left_at = created_at WHERE status IN ('sent', 'unknown');
CREATE INDEX links_message ON links (collectivity, message);
