import { engagement as rules, type Engagement, type EngagementKnown } from '../../domain/engagement';
import { halfDaysOf } from '../../domain/engagement-recap';
import { formatEuros } from '../../domain/money';
import type { Tx } from '../../store/db';
import { engagements } from '../../store/engagements';
import { stateOf } from '../../store/records';
import type { Effects } from '../../templates/pages/console/effects';
import { payerName } from '../../templates/payers';
import { problem, ProblemError, refusedProblem } from '../problems';
import type { Visit } from '../console-page';
import { baseOf, idOf } from './visit';

const counted = (n: number): string => (n === 1 ? 'une demi-journée' : `${n} demi-journées`);

/** The rule says whether that year holds anything; its mail and its certificate are shown before they leave. */
export async function recapEffects(tx: Tx, visit: Visit, year: number): Promise<Effects> {
  const id = idOf(visit);
  const state = id === null ? null : await stateOf<Engagement>(tx, 'engagements', id);
  if (id === null || state === null) throw new ProblemError(problem('not-found'));
  const action = { type: 'send-recap', year } as const;
  const base = baseOf(visit, id);
  const facts: EngagementKnown = { ...base, ...(await engagements.facts(tx, base, state, action)) };
  const decision = rules.decide(state, action, facts);
  if (!decision.ok) throw new ProblemError(refusedProblem('engagement', decision.refusals));
  const next = decision.events.reduce<Engagement>(rules.evolve, state);
  const mails = decision.events.flatMap((event) => rules.messages(event, next, facts));
  const { sites = [], payers = [] } = facts.recap ?? {};
  const paid = payers.map(({ payer, amountCents }) => `${payerName(payer, visit.collectivity.label)}\u00A0: ${formatEuros(amountCents)}`);
  return {
    title: `Bilan de l’année ${year}`,
    groups: [
      {
        label: `Demi-journées attestées\u00A0: ${halfDaysOf({ sites })}`,
        lines: sites.map(({ name, halfDays }) => `${name}\u00A0: ${counted(halfDays)}`),
      },
      { label: 'Montants, dans le courriel seul', lines: paid.length === 0 ? ['Aucun montant n’est encore connu.'] : paid },
      { label: 'Document', lines: [`Attestation de participation ${year} (PDF), sans aucun montant.`] },
      { label: 'Courriels', lines: mails.map(({ to }) => `${to.name}\u00A0: 1 courriel, avec le lien vers l’attestation`) },
    ],
  };
}
