import { cancelReasons, refusalReasons, type Day, type DayFactsOf, type Side } from '../domain/consultation-day';
import { halves, isCivilDate, plusDays, type Half } from '../domain/dates';
import { cancellationEffects } from '../domain/day-changes';
import { beforeOf, dayText } from '../domain/day-text';
import { fullName } from '../domain/person';
import type { BaseFacts } from '../domain/decision';
import type { Command } from '../domain/nouns';
import { cancelLabels, changeLines, dayLines, halfLabels, halvesWords, refusalLabels, type Line } from '../templates/day-lines';
import type { Choice, Field } from '../templates/pages/link-page';
import { chosen, missingChoice, type Fields, type Parsed, type Shown } from './link-form';

export type DayPage = { readonly day: Day; readonly facts: DayFactsOf; readonly lines: readonly Line[] };
type Holder = { readonly ref: string };

/** What the link of one purpose shows of a day, and the act that its fields make. */
type DayForm = {
  readonly show: (page: DayPage, link: Holder, base: Pick<BaseFacts, 'today'>) => Shown;
  readonly parse: (fields: Fields, page: DayPage) => Parsed<Command<'consultation-day'>['action']>;
  readonly done?: readonly string[];
};

export const pageOfDay = (day: Day, facts: DayFactsOf): DayPage => ({ day, facts, lines: dayLines(dayText(day, facts)) });

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
const choicesOf = (labels: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label: capital(label) }));
const reasonMissing = 'Indiquez la raison.';

/** Either contact of a site may act: the page says in whose name this one does. */
function acting({ ref }: Holder, side: Side, { facts }: DayPage): string {
  const name = nameOf(ref, facts);
  return side === 'doctor'
    ? `Vous répondez en tant que ${name}.`
    : `Vous répondez pour ${facts.site?.name ?? 'le lieu d’accueil'} : ${name}.`;
}

function nameOf(ref: string, { doctor, engagement, site, siteId }: DayFactsOf): string {
  if (doctor !== null && engagement !== null && ref === engagement.doctor) return `Dr ${fullName(doctor)}`;
  const contact = site?.contacts.find(({ key }) => ref === `${siteId}.${key}`);
  return contact?.name ?? 'un administrateur';
}

/** Nothing is left to do: who did it, instead of a form. */
function already(title: string, paragraph: string, { lines }: DayPage): Shown {
  return { title, paragraphs: [paragraph, 'Il n’y a plus rien à faire ici.'], facts: lines, fields: [], submit: null };
}

const answer = (side: Side): DayForm => ({
  show: (page, link) => {
    const { day, facts, lines } = page;
    const title = day.entry === null ? 'Répondre à une proposition de journée' : 'Répondre à un changement de journée';
    const by = day.answeredBy[side];
    if (day.answers[side] === 'accepted')
      return already(
        title,
        by === undefined ? 'Cette journée est déjà confirmée.' : `${capital(nameOf(by, facts))} a déjà accepté cette journée.`,
        page,
      );
    const changes = day.entry === null ? [] : changeLines(beforeOf(day.entry, day.entry.tentative, facts), dayText(day, facts));
    return {
      title,
      paragraphs: [acting(link, side, page)],
      facts: [...changes, ...lines],
      submit: 'Envoyer ma réponse',
      fields: [
        {
          kind: 'radio',
          name: 'answer',
          label: 'Votre réponse',
          choices: [
            { value: 'accept', label: 'J’accepte' },
            { value: 'refuse', label: 'Je refuse' },
          ],
        },
        { kind: 'select', name: 'reason', label: 'Si vous refusez, la raison', choices: choicesOf(refusalLabels), required: false },
      ],
    };
  },
  parse: (fields) => {
    const choice = chosen(fields, 'answer', ['accept', 'refuse']);
    if (choice === null) return { ok: false, faults: { answer: missingChoice } };
    if (choice === 'accept') return { ok: true, action: { type: 'answer', side, answer: 'accept' } };
    const reason = chosen(fields, 'reason', refusalReasons);
    return reason === null
      ? { ok: false, faults: { reason: 'Indiquez la raison de votre refus.' } }
      : { ok: true, action: { type: 'answer', side, answer: 'refuse', reason } };
  },
});

/** The effects before the act, asked of the rule itself. */
function effects(side: Side, { day, facts }: DayPage): readonly string[] {
  const { invitations, mails, cover, practiceWithdrawn } = cancellationEffects(day, side, facts);
  const told = [...new Set(mails.map(({ ref }) => nameOf(ref, facts)))].join(', ');
  return [
    `Si vous annulez, ${told} recevront un courriel aussitôt.`,
    ...(invitations.length === 0
      ? []
      : [
          invitations.length === 1 ? 'L’entrée d’un agenda sera retirée.' : `Les entrées de ${invitations.length} agendas seront retirées.`,
        ]),
    ...(cover
      ? ['Un autre médecin sera recherché pour ce créneau.']
      : side === 'doctor'
        ? ['Il est trop tard pour rechercher un autre médecin : la consultation n’aura pas lieu.']
        : []),
    ...(practiceWithdrawn ? ['Ce qui était prévu pour le cabinet du médecin sera arrêté.'] : []),
    ...(side === 'site'
      ? ['Il vous reviendra de prévenir les patients déjà inscrits.']
      : ['Le lieu d’accueil préviendra les patients déjà inscrits.']),
  ];
}

const reasonField: Field = { kind: 'select', name: 'reason', label: 'Raison', choices: choicesOf(cancelLabels), required: true };

const cancelDoctor: DayForm = {
  show: (page, link) => ({
    title: 'Je ne peux pas venir',
    paragraphs: [acting(link, 'doctor', page), ...effects('doctor', page)],
    facts: page.lines,
    submit: 'Annuler ma venue',
    fields: [
      {
        kind: 'radio',
        name: 'confirm',
        label: 'Confirmez-vous ?',
        choices: [{ value: 'yes', label: 'Oui, je ne peux pas venir ce jour-là' }],
      },
      reasonField,
    ],
  }),
  parse: (fields) => {
    const reason = chosen(fields, 'reason', cancelReasons);
    if (chosen(fields, 'confirm', ['yes']) === null) return { ok: false, faults: { confirm: missingChoice } };
    return reason === null
      ? { ok: false, faults: { reason: reasonMissing } }
      : { ok: true, action: { type: 'cancel', side: 'doctor', reason } };
  },
  done: ['La journée est annulée pour vous. Le lieu d’accueil est prévenu.'],
};

const lengths = { day: 'journée entière', ...halfLabels } as const;
const halvesOf = (length: keyof typeof lengths): readonly Half[] => (length === 'day' ? halves : [length]);

/** The site proposes another date, or gives the day up. */
const changeSite: DayForm = {
  show: (page, link, base) => ({
    title: 'Signaler un empêchement',
    paragraphs: [
      acting(link, 'site', page),
      'Vous pouvez proposer une autre date au médecin, ou annuler la journée.',
      ...effects('site', page),
    ],
    facts: page.lines,
    submit: 'Envoyer',
    fields: [
      {
        kind: 'radio',
        name: 'act',
        label: 'Que souhaitez-vous ?',
        choices: [
          { value: 'move', label: 'Proposer une autre date' },
          { value: 'cancel', label: 'Annuler la journée' },
        ],
      },
      reasonField,
      { kind: 'date', name: 'date', label: 'Si vous proposez une autre date, laquelle ?', required: false, min: plusDays(base.today, 2) },
      { kind: 'select', name: 'length', label: 'Et pour quelle durée ?', choices: choicesOf(lengths), required: false },
    ],
  }),
  parse: (fields) => {
    const wish = chosen(fields, 'act', ['move', 'cancel']);
    const reason = chosen(fields, 'reason', cancelReasons);
    const date = fields['date']?.[0] ?? '';
    const length = chosen(fields, 'length', ['day', 'morning', 'afternoon']);
    if (wish === null || reason === null)
      return {
        ok: false,
        faults: { ...(wish === null ? { act: missingChoice } : {}), ...(reason === null ? { reason: reasonMissing } : {}) },
      };
    if (wish === 'cancel') return { ok: true, action: { type: 'cancel', side: 'site', reason } };
    if (!isCivilDate(date)) return { ok: false, faults: { date: 'Indiquez la date proposée.' } };
    return length === null
      ? { ok: false, faults: { length: missingChoice } }
      : { ok: true, action: { type: 'move', side: 'site', date, halves: halvesOf(length), reason } };
  },
};

const assistant: DayForm = {
  show: (page, link) => {
    const {
      day: { assistant: known },
      facts,
      lines,
    } = page;
    const title = 'Assistant sur place';
    if (known.status !== 'awaited')
      return already(
        title,
        `${capital(nameOf(known.by ?? '', facts))} a déjà répondu : ${known.status === 'confirmed' ? 'un assistant sera présent' : 'pas d’assistant ce jour-là'}.`,
        page,
      );
    return {
      title,
      paragraphs: [acting(link, 'site', page)],
      facts: lines,
      submit: 'Envoyer ma réponse',
      fields: [
        {
          kind: 'radio',
          name: 'answer',
          label: 'Une personne assistera-t-elle le médecin ?',
          choices: [
            { value: 'confirmed', label: 'Oui, un assistant sera présent' },
            { value: 'waived', label: 'Non, pas d’assistant ce jour-là' },
          ],
        },
      ],
    };
  },
  parse: (fields) => {
    const choice = chosen(fields, 'answer', ['confirmed', 'waived']);
    return choice === null ? { ok: false, faults: { answer: missingChoice } } : { ok: true, action: { type: 'assistant', answer: choice } };
  },
};

const declare = (side: Side): DayForm => ({
  show: (page, link) => {
    const { day, facts, lines } = page;
    const title = 'Déclarer la présence';
    const known = day.declared[side];
    if (known !== undefined)
      return already(title, `${capital(nameOf(known.by, facts))} a déjà déclaré la présence : ${halvesWords(known.halves)}.`, page);
    return {
      title,
      paragraphs: [acting(link, side, page), 'Pour chaque demi-journée, indiquez si la consultation a eu lieu.'],
      facts: lines,
      submit: 'Déclarer',
      fields: day.halves.map((half) => ({
        kind: 'radio',
        name: half,
        label: capital(halfLabels[half]),
        choices: [
          { value: 'yes', label: 'La consultation a eu lieu' },
          { value: 'no', label: 'Elle n’a pas eu lieu' },
        ],
      })),
    };
  },
  parse: (fields, { day }) => {
    const said = day.halves.map((half) => [half, chosen(fields, half, ['yes', 'no'])] as const);
    const silent = said.filter(([, choice]) => choice === null);
    if (silent.length > 0) return { ok: false, faults: Object.fromEntries(silent.map(([half]) => [half, missingChoice])) };
    return { ok: true, action: { type: 'declare', side, halves: said.filter(([, choice]) => choice === 'yes').map(([half]) => half) } };
  },
});

export const dayPages = {
  'answer-doctor': answer('doctor'),
  'answer-site': answer('site'),
  'cancel-doctor': cancelDoctor,
  'change-site': changeSite,
  assistant,
  'declare-doctor': declare('doctor'),
  'declare-site': declare('site'),
} as const satisfies Readonly<Record<string, DayForm>>;
