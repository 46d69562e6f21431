import type { Side } from '../domain/consultation-day';
import { cancelReasonsOf, refusalReasonsOf } from '../domain/day-reasons';
import { halves, isCivilDate, plusDays, type Half } from '../domain/dates';
import { cancellationEffects } from '../domain/day-changes';
import { beforeOf, dayText } from '../domain/day-text';
import type { BaseFacts } from '../domain/decision';
import type { Command } from '../domain/nouns';
import { changeLines, halfLabels, presenceSaid, whenWords } from '../templates/day-lines';
import { listed } from '../templates/day-sheet';
import type { Field } from '../templates/pages/link-page';
import {
  acting,
  byWhom,
  capital,
  choicesOf,
  linesFor,
  nameOf,
  answerFields,
  reasonChoices,
  theDay,
  type DayPage,
  type Holder,
} from './consultation-day-words';
import { chosen, missingChoice, type Fields, type Parsed, type Shown } from './link-form';

/** What the link of one purpose shows of a day, and the act that its fields make. */
type DayForm = {
  readonly show: (page: DayPage, link: Holder, base: Pick<BaseFacts, 'today'>) => Shown;
  readonly parse: (fields: Fields, page: DayPage) => Parsed<Command<'consultation-day'>['action']>;
  /** what was answered, and by whom, as the record says it */
  readonly said: (page: DayPage, link: Holder) => readonly string[];
  readonly done?: readonly string[];
};

const reasonMissing = 'Indiquez la raison.';

/** Nothing is left to do: who did it, instead of a form. */
function already(title: string, paragraph: string, side: Side, page: DayPage): Shown {
  return { title, paragraphs: [paragraph, 'Il n’y a plus rien à faire ici.'], facts: linesFor(side, page), fields: [], submit: null };
}

/** A day that is no more proposed may be a first proposal or a change: its late link says neither. */
function answerTitle({ status, entry }: DayPage['day']): string {
  if (status !== 'proposed') return 'Votre réponse pour une journée de consultation';
  return entry === null ? 'Répondre à une proposition de journée' : 'Répondre à un changement de journée';
}

const answer = (side: Side): DayForm => ({
  show: (page, link) => {
    const { day, facts } = page;
    const title = answerTitle(day);
    const by = day.answeredBy[side];
    if (day.answers[side] === 'accepted')
      return already(
        title,
        by === undefined ? 'Cette journée est déjà confirmée.' : `${byWhom(by, link, page, 'déjà accepté cette journée')}.`,
        side,
        page,
      );
    const changes = day.entry === null ? [] : changeLines(beforeOf(day.entry, day.entry.tentative, facts), dayText(day, facts));
    return {
      title,
      paragraphs: [acting(link, side, page)],
      facts: [...changes, ...linesFor(side, page)],
      submit: 'Envoyer ma réponse',
      fields: answerFields(refusalReasonsOf[side]),
    };
  },
  parse: (fields) => {
    const choice = chosen(fields, 'answer', ['accept', 'refuse']);
    if (choice === null) return { ok: false, faults: { answer: missingChoice } };
    if (choice === 'accept') return { ok: true, action: { type: 'answer', side, answer: 'accept' } };
    const reason = chosen(fields, 'reason', refusalReasonsOf[side]);
    return reason === null
      ? { ok: false, faults: { reason: 'Indiquez la raison de votre refus.' } }
      : { ok: true, action: { type: 'answer', side, answer: 'refuse', reason } };
  },
  said: (page, link) => {
    const { status, ending, answers, answeredBy } = page.day;
    if (status === 'declined' && ending?.side === side) return [`${byWhom(ending.by, link, page, `refusé ${theDay(page)}`)}.`];
    const isKnown = answers[side] === 'accepted' && answeredBy[side] !== undefined;
    return isKnown ? [`${byWhom(answeredBy[side], link, page, `accepté ${theDay(page)}`)}.`] : [];
  },
});

/** The effects before the act, asked of the rule itself. */
function effects(side: Side, { day, facts }: DayPage, { ref: reader }: Holder): readonly string[] {
  const { invitations, mails, cover, practiceWithdrawn } = cancellationEffects(day, side, facts);
  const told = [...new Set(mails.map(({ ref }) => ref))].filter((ref) => ref !== reader).map((ref) => nameOf(ref, facts));
  return [
    ...(told.length === 0 ? [] : [`Si vous annulez, ${listed(told)} ${told.length > 1 ? 'recevront' : 'recevra'} aussitôt un courriel.`]),
    ...(invitations.length === 0
      ? []
      : [invitations.length === 1 ? 'La journée sera retirée d’un agenda.' : `La journée sera retirée de ${invitations.length} agendas.`]),
    ...(cover
      ? ['Un autre médecin sera recherché pour cette consultation.']
      : side === 'doctor'
        ? ['Il est trop tard pour rechercher un autre médecin : la consultation n’aura pas lieu.']
        : []),
    ...(practiceWithdrawn ? [`Ce qui était prévu pour ${side === 'doctor' ? 'votre cabinet' : 'le cabinet du médecin'} sera arrêté.`] : []),
    ...(side === 'site'
      ? ['Il vous reviendra de prévenir les patients déjà inscrits.']
      : ['Le lieu d’accueil préviendra les patients déjà inscrits.']),
  ];
}

const reasonField = (side: Side): Field => ({
  kind: 'select',
  name: 'reason',
  label: 'Raison',
  choices: reasonChoices(cancelReasonsOf[side]),
  required: true,
});

function cancelled(side: Side, page: DayPage, link: Holder): readonly string[] {
  const { status, ending } = page.day;
  return status === 'cancelled' && ending?.side === side ? [`${byWhom(ending.by, link, page, `annulé ${theDay(page)}`)}.`] : [];
}

/** R-50 */
const privateReason =
  'Une raison de santé ou de famille n’est connue que de notre service : le lieu d’accueil lit seulement « un empêchement ».';
const cancelDoctor: DayForm = {
  show: (page, link) => ({
    title: 'Je ne peux pas venir',
    paragraphs: [acting(link, 'doctor', page), ...effects('doctor', page, link), privateReason],
    facts: linesFor('doctor', page),
    submit: 'Annuler ma venue',
    fields: [
      {
        kind: 'radio',
        name: 'confirm',
        label: 'Confirmez-vous ?',
        choices: [{ value: 'yes', label: 'Oui, je ne peux pas venir ce jour-là' }],
      },
      reasonField('doctor'),
    ],
  }),
  said: (page, link) => cancelled('doctor', page, link),
  parse: (fields) => {
    const reason = chosen(fields, 'reason', cancelReasonsOf.doctor);
    if (chosen(fields, 'confirm', ['yes']) === null) return { ok: false, faults: { confirm: missingChoice } };
    return reason === null
      ? { ok: false, faults: { reason: reasonMissing } }
      : { ok: true, action: { type: 'cancel', side: 'doctor', reason } };
  },
  done: ['Le lieu d’accueil est prévenu. L’entrée de votre agenda est retirée.'],
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
      ...effects('site', page, link),
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
      reasonField('site'),
      { kind: 'date', name: 'date', label: 'Si vous proposez une autre date, laquelle ?', required: false, min: plusDays(base.today, 2) },
      { kind: 'select', name: 'length', label: 'Et pour quelle durée ?', choices: choicesOf(lengths), required: false },
    ],
  }),
  parse: (fields) => {
    const wish = chosen(fields, 'act', ['move', 'cancel']);
    const reason = chosen(fields, 'reason', cancelReasonsOf.site);
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
  said: (page, link) => {
    const { status, entry, answeredBy } = page.day;
    const isMoved = status === 'proposed' && entry !== null && answeredBy.site !== undefined;
    if (!isMoved) return cancelled('site', page, link);
    const past = `proposé le ${whenWords(page.day)} à la place du ${whenWords(entry)}`;
    return [`${byWhom(answeredBy.site, link, page, past)}. Le médecin doit encore accepter.`];
  },
};

const assistantSaid = { awaited: '', confirmed: 'un assistant sera présent', waived: 'pas d’assistant ce jour-là' } as const;

const assistant: DayForm = {
  show: (page, link) => {
    const {
      day: { assistant: known },
      lines,
    } = page;
    const title = 'Assistant sur place';
    if (known.status !== 'awaited')
      return already(title, `${byWhom(known.by, link, page, 'déjà répondu : ')}${assistantSaid[known.status]}.`, 'site', page);
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
  said: (page, link) => {
    const { status, by } = page.day.assistant;
    return status === 'awaited' ? [] : [`${byWhom(by, link, page, `répondu pour ${theDay(page)} : ${assistantSaid[status]}`)}.`];
  },
};

const declare = (side: Side): DayForm => ({
  show: (page, link) => {
    const { day } = page;
    const title = 'Déclarer la présence';
    const known = day.declared[side];
    if (known !== undefined)
      return already(title, `${byWhom(known.by, link, page, 'déjà déclaré : ')}${presenceSaid(day.halves, known.halves)}.`, side, page);
    return {
      title,
      paragraphs: [acting(link, side, page), 'Pour chaque demi-journée, indiquez si la consultation a eu lieu.'],
      facts: linesFor(side, page),
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
  said: (page, link) => {
    const known = page.day.declared[side];
    if (known === undefined) return [];
    return [`${byWhom(known.by, link, page, `déclaré pour ${theDay(page)} : ${presenceSaid(page.day.halves, known.halves)}`)}.`];
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
