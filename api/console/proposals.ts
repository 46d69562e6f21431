import type { HeldHalf } from '../../domain/consultation-day';
import { civilDate, frenchDay, isCivilDate, type CivilDate } from '../../domain/dates';
import type { Engagement } from '../../domain/engagement';
import type { Convention } from '../../domain/convention';
import { dossierId } from '../../domain/ids';
import { personParty, type Person } from '../../domain/person';
import { rowsOf, statesByIdOf } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { halvesWords } from '../../templates/day-lines';
import type { Effects } from '../../templates/pages/console/effects';
import { proposalPage, type ProposalModel } from '../../templates/pages/console/proposal';
import { laterFaults, problem, ProblemError } from '../problems';
import { faultsOf } from '../parsed';
import { apiRoute, first, page, type Body, type ConsoleEntry, type Sent, type Visit } from '../console-page';
import { amountsOf, dayEffects, mailLines, type DayEffects } from './day-effects';
import { halvesIn, noticeOf, siteChoices, textIn } from './days';
import { previewed } from './preview';
import { spelt } from './typed-date';
import { notADate } from './typed-faults';

async function loadProposal(tx: Tx, { query }: Visit): Promise<ProposalModel> {
  const people = await statesByIdOf<Person>(tx, 'people');
  const conventions = await statesByIdOf<Convention>(tx, 'conventions');
  const engagements = (await rowsOf<Engagement>(tx, 'engagements'))
    .filter(({ state }) => state.status === 'active')
    .map(({ id, state: { doctor, convention } }) => {
      const person = people.get(doctor);
      return {
        value: id,
        label: `${person === undefined ? doctor : personParty(doctor, person).name} – ${conventions.get(convention)?.number ?? ''}`,
      };
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'));
  return { engagements, sites: await siteChoices(tx), engagement: query['engagement'] ?? '', site: query['site'] ?? '' };
}

const proposal = page({
  path: '/consultation-days/proposal',
  section: '/calendar',
  roles: ['administrator'],
  load: loadProposal,
  render: (model, { kit }) => proposalPage(model, kit),
});

const mostDates = 10;
const proposeRoute = apiRoute('post', '/consultation-days');

/** « 06/10/2026 » as it is typed, or as a machine writes it; anything else is left for the schema to refuse. */
export function datesIn(text: string): readonly string[] {
  return [...new Set(typedIn(text).map(spelt))];
}

const typedIn = (text: string): readonly string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Every line that is no date is named as it was typed. */
function datesFault(text: string): string | null {
  const wrong = typedIn(text).filter((line) => !isCivilDate(spelt(line)));
  if (wrong.length > 0) return [...new Set(wrong)].map(notADate).join(' ');
  const count = datesIn(text).length;
  if (count === 0) return 'Indiquez au moins une date.';
  return count > mostDates ? 'Dix dates au plus à la fois.' : null;
}

/** Stands for the dates where only the other fields are judged. */
const anyDate = '2026-01-01';

/** The faults of the dates and those of the other fields, at once. */
export function bodiesOf({ fields }: Pick<Sent, 'fields'>): readonly Body[] {
  const text = first(fields, 'date');
  const common = { engagement: first(fields, 'engagement'), site: first(fields, 'site'), halves: fields['halves'] ?? [] };
  const fault = datesFault(text);
  if (fault === null) return datesIn(text).map((date) => ({ ...common, date }));
  const others = proposeRoute.body === undefined ? [] : faultsOf(proposeRoute.body, { ...common, date: anyDate });
  const errors = [...others, { pointer: '/date', code: 'dates', detail: fault }];
  throw new ProblemError(problem('invalid-input', { errors, detail: laterFaults }));
}

/** Of several days, the one that is refused is named, where the dates were typed. */
export function ofDate(error: unknown, date: CivilDate): unknown {
  if (!(error instanceof ProblemError)) return error;
  const { errors = [] } = error.problem;
  const named = errors.map((each) => ({ ...each, pointer: each.pointer ?? '/date', detail: `${frenchDay(date)}\u00A0: ${each.detail}` }));
  return new ProblemError({ ...error.problem, errors: named });
}

/** Each day counts against the caps of the next one, as it will when they are proposed in turn. */
async function effectsOf(
  tx: Tx,
  visit: Visit,
  asked: { readonly bodies: readonly Body[]; readonly overrides: Parameters<typeof dayEffects>[2]['overrides'] },
): Promise<Effects> {
  const found: DayEffects[] = [];
  const held: HeldHalf[] = [];
  for (const body of asked.bodies) {
    const date = civilDate(textIn(body, 'date'));
    const halves = halvesIn(body['halves']);
    const engagement = dossierId(textIn(body, 'engagement'));
    const site = dossierId(textIn(body, 'site'));
    const inMonth = held.filter((each) => each.date.slice(0, 7) === date.slice(0, 7));
    const action = { type: 'propose', engagement, site, date, halves } as const;
    const effects = dayEffects(tx, visit, { id: null, overrides: asked.overrides, held: inMonth, action });
    found.push(await effects.catch((error: unknown) => Promise.reject(asked.bodies.length > 1 ? ofDate(error, date) : error)));
    held.push(...halves.map((half): HeldHalf => ({ date, half, holder: 'doctor', slot: 0, dossier: dossierId('a-proposal') })));
  }
  const mails = found.flatMap((each) => each.mails);
  const doctor = found[0]?.facts.doctor ?? null;
  return {
    title: found.length === 1 ? 'Proposer une journée' : `Proposer ${found.length} journées`,
    groups: [
      {
        label: 'Journées',
        lines: found.map(({ next, facts }) => `${frenchDay(next.date)}, ${halvesWords(next.halves)}, ${facts.site?.name ?? ''}`),
      },
      {
        label: 'Courriels',
        lines: [
          ...mailLines(mails),
          ...(doctor === null || found[0] === undefined
            ? []
            : [`${personParty(found[0].next.doctor, doctor).name} lit ces propositions dans son prochain courriel de propositions.`]),
        ],
      },
      { label: 'Agendas', lines: ['Aucune invitation avant l’accord du médecin et du lieu d’accueil.'] },
      { label: 'Montants si toutes les demi-journées sont attestées', lines: amountsOf(found, visit.collectivity.label) },
    ],
  };
}

export const proposalEntries: readonly ConsoleEntry[] = [
  proposal,
  previewed({
    path: '/consultation-days/proposal',
    form: 'proposal',
    page: proposal,
    route: proposeRoute,
    submit: 'Envoyer les propositions',
    back: () => ({ href: '/console/consultation-days/proposal', label: 'Proposer des journées' }),
    bodies: bodiesOf,
    effects: effectsOf,
    about: (error, body) => ofDate(error, civilDate(textIn(body, 'date'))),
    done: (replies, _visit, { fields }) => ({
      to: `/console/calendar?month=${(datesIn(first(fields, 'date'))[0] ?? '').slice(0, 7)}`,
      notice: noticeOf(
        replies.find(({ status }) => status === 202)?.status ?? 201,
        replies.length === 1 ? 'La journée est proposée.' : `${replies.length} journées sont proposées.`,
      ),
    }),
  }),
];
