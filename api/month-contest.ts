import { informationContestUntil, isOut, openContest } from '../domain/closing-contest';
import type { Closing } from '../domain/closing-state';
import { dateIn, frenchDay, ofMonth, type CivilDate } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { dossierId, type PersonId } from '../domain/ids';
import { formatEuros } from '../domain/money';
import { payerSums } from '../domain/month-totals';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import { halvesWords } from '../templates/day-lines';
import { payerNames } from '../templates/month-totals';
import { form, type LinkForm, type Shown } from './link-form';
import { contestReason, latePhrases } from './statement-copy';

type Told = { readonly closing: Closing; readonly doctor: PersonId; readonly late: CivilDate | null };

async function loadTold(tx: Tx, { dossier, item }: Link, { today, collectivity }: BaseFacts): Promise<Told | null> {
  const closing = item === null ? null : await stateOf<Closing>(tx, 'month_closings', dossier);
  if (item === null || closing === null || !isOut(closing, dossierId(item))) return null;
  const until = closing.publishedOn === null ? null : informationContestUntil(dateIn(closing.publishedOn, collectivity.zone));
  return { closing, doctor: dossierId(item), late: until !== null && today > until ? until : null };
}

export function showTold({ closing, doctor, late }: Told): Shown {
  const lines = closing.information.filter((entry) => entry.doctor === doctor).flatMap((entry) => entry.lines);
  const isOpen = openContest(closing, doctor) !== null;
  const facts = [
    ...lines.map(
      (line) => [frenchDay(line.date), `${halvesWords(line.evidence.map(({ half }) => half))}, ${formatEuros(line.amount)}`] as const,
    ),
    ...payerSums(lines).map(({ payer, amountCents }) => [`Payeur\u00a0: ${payerNames[payer]}`, formatEuros(amountCents)] as const),
  ];
  return {
    title: `Vos demi-journées ${ofMonth(closing.month)}`,
    paragraphs: isOpen
      ? ['Votre contestation est enregistrée\u00a0; une réponse vous sera envoyée.']
      : late === null
        ? []
        : latePhrases(late),
    facts,
    fields: [
      {
        kind: 'text',
        name: 'reason',
        label: 'Une demi-journée ou un montant est faux\u00a0? Dites ce qui doit être corrigé',
        hint: 'sans information sur un patient',
        required: true,
      },
    ],
    submit: isOpen || late !== null ? null : 'Signaler une erreur',
  };
}

/** D7: the month that another pays wholly, found wrong by its doctor. */
export const monthContest: LinkForm = form<'month-closing', Told>({
  load: loadTold,
  show: showTold,
  parse: (fields, { doctor }) => {
    const reason = contestReason(fields);
    return reason === ''
      ? { ok: false, faults: { reason: 'Ce champ est obligatoire.' } }
      : { ok: true, action: { type: 'contest-information', doctor, reason } };
  },
  done: ['Votre signalement est enregistré\u00a0; une réponse vous sera envoyée.'],
});
