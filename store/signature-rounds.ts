import type { Convention } from '../domain/convention';
import type { BaseFacts } from '../domain/decision';
import { conventionRound } from '../domain/convention-terms';
import type { Engagement } from '../domain/engagement';
import { engagementRound } from '../domain/engagement-letter';
import type { Person } from '../domain/person';
import type { Round, RoundTerms } from '../domain/signature-round';
import type { Tx } from './db';
import { stateOf, type Records } from './records';

export const signatureRounds: Records<'signature-round'> = {
  table: 'signature_rounds',
  facts: async (tx, base, state, action) => {
    if (state !== null || action.type !== 'open') return { terms: null };
    return { terms: await termsOf(tx, base, action.subject) };
  },
};

/** Names never travel between dossiers: what is to be signed, and by whom, is read from the record of who asks. */
async function termsOf(
  tx: Tx,
  { collectivity, dossier: round }: BaseFacts,
  { noun, dossier }: Round['subject'],
): Promise<RoundTerms | null> {
  switch (noun) {
    case 'convention': {
      const convention = await stateOf<Convention>(tx, 'conventions', dossier);
      return convention === null ? null : conventionRound(dossier, convention);
    }
    case 'engagement': {
      const engagement = await stateOf<Engagement>(tx, 'engagements', dossier);
      return engagement === null
        ? null
        : engagementRound(round, engagement, await stateOf<Person>(tx, 'people', engagement.doctor), collectivity);
    }
  }
}
