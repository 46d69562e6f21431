import type { Asker, CancelReason, Day } from '../../domain/consultation-day';
import { cancelReasons } from '../../domain/consultation-day';
import { civilDate, frenchDate, frenchDay, halves, type Half } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import { personParty, type Person } from '../../domain/person';
import type { Site } from '../../domain/site';
import { coversOfDay, happenedTo, rowOf, rowsOf } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { stateOf } from '../../store/records';
import { zoneOf } from '../../store/zones';
import { halvesWords, hoursWords } from '../../templates/day-lines';
import { dayEventWords, eventWords } from '../../templates/french/day-events';
import { dayPage, type DayModel } from '../../templates/pages/console/days';
import type { Effects } from '../../templates/pages/console/effects';
import type { Choice } from '../../templates/pages/console/form';
import {
  apiRoute,
  first,
  orNull,
  page,
  post,
  readers,
  type Body,
  type ConsoleEntry,
  type Done,
  type Sent,
  type Visit,
} from '../console-page';
import { amountsOf, dayEffects, followUps, invitationLines, mailLines, type DayEffects } from './day-effects';
import { previewed } from './preview';
import { dateIn } from './typed-date';
import { idOf, maySeeNames, namesOf, waitsOf } from './visit';

async function loadDay(tx: Tx, visit: Visit): Promise<DayModel | null> {
  const id = idOf(visit);
  const row = id === null ? null : await rowOf<Day>(tx, 'consultation_days', id);
  const site = row === null ? null : await stateOf<Site>(tx, 'sites', row.state.site);
  if (row === null || site === null) return null;
  const { id: day, version, state } = row;
  const doctor = maySeeNames(visit) ? await stateOf<Person>(tx, 'people', state.doctor) : null;
  const names = await namesOf(tx, visit, [state.doctor], [[state.site, site]]);
  return {
    id: day,
    version,
    day: state,
    site: site.name,
    zone: (await zoneOf(tx, site.epci))?.name ?? site.epci,
    hours: hoursWords({ hours: state.halves.map((half) => site.hours[half]), zone: site.zone }),
    clock: visit.collectivity.zone,
    doctor: doctor === null ? null : personParty(state.doctor, doctor).name,
    covers: await coversOfDay(tx, day),
    names,
    waits: await waitsOf(tx, visit, 'consultation-day', day),
    past: (await happenedTo(tx, 'consultation-day', day)).map(({ at, actor, event }) => ({
      at,
      what: eventWords(dayEventWords, event),
      who: names(actor),
    })),
    sites: visit.call.role === 'administrator' ? await siteChoices(tx) : [],
  };
}

export async function siteChoices(tx: Tx): Promise<readonly Choice[]> {
  const rows = await rowsOf<Site>(tx, 'sites');
  return rows
    .filter(({ state }) => state.status === 'active')
    .map(({ id, state }) => ({ value: id, label: state.name }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'));
}

const day = page({
  path: '/consultation-days/:id',
  section: '/calendar',
  roles: readers,
  load: loadDay,
  render: (model, { kit }) => dayPage(model, kit),
});

/** A 202 answers that the act was taken: its effect will be seen in a moment. */
export function noticeOf(status: number, said: string): string {
  return status === 202 ? 'Votre demande est prise en charge\u00A0: rechargez la page dans un instant pour en voir l’effet.' : said;
}

const hrefOf = ({ call: { params } }: Visit): string => `/console/consultation-days/${params['id'] ?? ''}`;
const backToDay = (visit: Visit): { readonly href: string; readonly label: string } => ({ href: hrefOf(visit), label: 'La journée' });

function act(form: string, path: string, body: (sent: Sent) => Body, said: string): ConsoleEntry {
  return post({
    path: `/consultation-days/:id/${form}`,
    form,
    page: day,
    route: apiRoute('post', `/consultation-days/:id/${path}`),
    body,
    done: ({ status }, visit): Done => ({ to: hrefOf(visit), notice: noticeOf(status, said) }),
  });
}

const ruling = ({ fields }: Sent): Body => ({ halves: fields['halves'] ?? [], reason: first(fields, 'reason') });
const isAsker = (text: unknown): text is Asker => text === 'doctor' || text === 'site' || text === 'collectivity';
const isReason = (text: unknown): text is CancelReason => cancelReasons.some((each) => each === text);
export const halvesIn = (value: unknown): readonly Half[] => halves.filter((half) => Array.isArray(value) && value.includes(half));
export function textIn(body: Body, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

/** The body was read by the route's own schema before: here it is only taken apart. */
function asked(body: Body): { readonly side: Asker; readonly reason: CancelReason } {
  const { side, reason } = body;
  if (!isAsker(side) || !isReason(reason)) throw new TypeError('a body that its schema accepted has no side or reason');
  return { side, reason };
}

function effectsOf(title: string, found: DayEffects, more: readonly string[]): Effects {
  const { mails, tells } = found;
  return {
    title,
    groups: [
      { label: 'Courriels', lines: mailLines(mails) },
      { label: 'Agendas', lines: invitationLines(mails) },
      { label: 'Suites', lines: [...followUps(tells), ...more] },
    ],
  };
}

async function cancelEffects(tx: Tx, visit: Visit, body: Body, overrides: Parameters<typeof dayEffects>[2]['overrides']): Promise<Effects> {
  const found = await dayEffects(tx, visit, { id: idOf(visit), overrides, action: { type: 'cancel', ...asked(body) } });
  const { next } = found;
  const days = next.ending?.noticeDays ?? 0;
  const amounts = amountsOf([found], visit.collectivity.label);
  return effectsOf(`Annuler la journée du ${frenchDate(next.date)}`, found, [
    `Délai avant la journée : ${days} jour${days > 1 ? 's' : ''}.`,
    ...amounts.map((amount) => `Ne sera pas dû – ${amount}.`),
  ]);
}

async function moveEffects(tx: Tx, visit: Visit, body: Body, overrides: Parameters<typeof dayEffects>[2]['overrides']): Promise<Effects> {
  const site = dossierId(textIn(body, 'site'));
  const slot = { date: civilDate(textIn(body, 'date')), halves: halvesIn(body['halves']), site };
  const found = await dayEffects(tx, visit, { id: idOf(visit), overrides, action: { type: 'move', ...asked(body), ...slot } });
  const { next, facts } = found;
  return effectsOf('Déplacer la journée', found, [
    `Nouvelle journée : ${frenchDay(next.date)}, ${halvesWords(next.halves)}, ${facts.site?.name ?? ''}.`,
    ...amountsOf([found], visit.collectivity.label).map((amount) => `Si elle est attestée – ${amount}.`),
  ]);
}

const cancelRoute = apiRoute('post', '/consultation-days/:id/cancellation');
const moveRoute = apiRoute('post', '/consultation-days/:id/move');

export const dayEntries: readonly ConsoleEntry[] = [
  day,
  act(
    'answer',
    'answer',
    ({ fields }) => ({ side: first(fields, 'side'), answer: first(fields, 'answer'), reason: orNull(fields, 'reason') }),
    'La réponse est enregistrée.',
  ),
  act('assistant', 'assistant', ({ fields }) => ({ answer: first(fields, 'answer') }), 'La réponse est enregistrée.'),
  act('presence', 'presence', ruling, 'La décision est enregistrée.'),
  act('dispute-settlement', 'dispute-settlement', ruling, 'La contestation est tranchée.'),
  previewed({
    path: '/consultation-days/:id/cancellation',
    form: 'cancellation',
    page: day,
    route: cancelRoute,
    submit: 'Annuler la journée',
    back: backToDay,
    bodies: ({ fields }) => [{ side: first(fields, 'side'), reason: first(fields, 'reason') }],
    effects: (tx, visit, { bodies: [body = {}], overrides }) => cancelEffects(tx, visit, body, overrides),
    done: ([reply], visit) => ({ to: hrefOf(visit), notice: noticeOf(reply?.status ?? 200, 'La journée est annulée.') }),
  }),
  previewed({
    path: '/consultation-days/:id/move',
    form: 'move',
    page: day,
    route: moveRoute,
    submit: 'Déplacer la journée',
    back: backToDay,
    bodies: ({ fields }) => [
      {
        date: dateIn(fields, 'date'),
        halves: fields['halves'] ?? [],
        site: first(fields, 'site'),
        side: first(fields, 'side'),
        reason: first(fields, 'reason'),
      },
    ],
    effects: (tx, visit, { bodies: [body = {}], overrides }) => moveEffects(tx, visit, body, overrides),
    done: ([reply], visit) => ({
      to: hrefOf(visit),
      notice: noticeOf(reply?.status ?? 200, 'La journée est déplacée : les réponses sont demandées.'),
    }),
  }),
];
