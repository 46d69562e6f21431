import type { Day } from '../domain/consultation-day';
import type { Convention } from '../domain/convention';
import type { BaseFacts } from '../domain/decision';
import type { Engagement } from '../domain/engagement';
import type { StatementId } from '../domain/ids';
import type { IssuedStatement } from '../domain/issued-statement';
import { lineAt, lineEvidence, type LineEvidence } from '../domain/line-evidence';
import type { Programme } from '../domain/programme';
import { referencesOf } from '../domain/statement-document-data';
import type { Tx } from './db';
import { documentNames } from './document-names';
import { stateOf, statesOf } from './records';

/** one call from a line to what it rests on; null when the statement or the line is not there. */
export async function evidenceOf(
  tx: Tx,
  statement: { readonly id: StatementId; readonly state: IssuedStatement },
  rank: number,
  digestOf: BaseFacts['digestOf'],
): Promise<LineEvidence | null> {
  const { id, state } = statement;
  const line = lineAt(state, rank);
  if (line === null) return null;
  const engagement = await stateOf<Engagement>(tx, 'engagements', line.engagement);
  const names = await documentNames(tx, [state]);
  const days = line.evidence.map(({ day }) => day);
  const references = referencesOf(state, digestOf);
  return lineEvidence(state, rank, {
    id,
    engagement,
    references,
    convention: await stateOf<Convention>(tx, 'conventions', state.convention.id),
    programme: engagement === null ? null : await stateOf<Programme>(tx, 'programmes', engagement.programme),
    days: await statesOf<Day>(tx, 'consultation_days', days),
    siteNames: Object.fromEntries(Object.entries(names.sites).map(([site, { name }]) => [site, name])),
    names: names.attesters,
  });
}
