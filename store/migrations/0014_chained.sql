-- The next entries of a collectivity's chain, and its new head. The head is locked here, in the last statement of an act, since every act of a collectivity waits for it.
-- hash = SHA-256 of the canonical JSON of the row without it; of its event the caller gives that text.
CREATE FUNCTION relais_chained(owner text, entries jsonb) RETURNS SETOF journal LANGUAGE plpgsql AS $$
DECLARE
  head chain_heads;
  entry jsonb;
  said journal;
BEGIN
  SELECT * INTO head FROM chain_heads WHERE collectivity = owner FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO chain_heads VALUES (owner, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM chain_heads WHERE collectivity = owner FOR UPDATE;
  END IF;
  FOR n IN 0 .. jsonb_array_length(entries) - 1 LOOP
    entry := entries -> n;
    said := jsonb_populate_record(NULL::journal, entry - 'event');
    said.collectivity := owner;
    said.event := (entry ->> 'event')::jsonb;
    said.seq := head.seq + 1;
    said.previous := head.hash;
    said.hash := encode(sha256(convert_to(format(
      '{"actor":%s,"at":%s,"collectivity":%s,"command":%s,"dossier":%s,"event":%s,"noun":%s,"previous":%s,"seq":%s,"version":%s}',
      to_json(said.actor), to_json(said.at), to_json(owner), to_json(said.command), to_json(said.dossier), entry ->> 'event',
      to_json(said.noun), to_json(said.previous), said.seq, said.version), 'UTF8')), 'hex');
    head.seq := said.seq;
    head.hash := said.hash;
    RETURN NEXT said;
  END LOOP;
  UPDATE chain_heads SET seq = head.seq, hash = head.hash WHERE collectivity = owner;
END $$;
