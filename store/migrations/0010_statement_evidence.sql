-- E-19: an added piece has a name and may have a file.
UPDATE statements
SET body = body || jsonb_build_object('pieces', (SELECT coalesce(jsonb_agg(jsonb_build_object('label', piece, 'document', NULL)), '[]'::jsonb) FROM jsonb_array_elements_text(body -> 'pieces') AS piece))
WHERE jsonb_array_length(body -> 'pieces') > 0 AND jsonb_typeof(body -> 'pieces' -> 0) = 'string';
-- A contest's answer says whether the document was wrong.
UPDATE statements SET body = jsonb_set(body, '{contest,granted}', 'false') WHERE jsonb_typeof(body -> 'contest') = 'object' AND NOT body -> 'contest' ? 'granted';
-- A doctor may contest a month that no document carries.
UPDATE month_closings SET body = body || '{"contests": []}' WHERE NOT body ? 'contests';
