import { plus, type CivilDate, type Month } from './dates';
import type { Addressed, FactsOf, Mail } from './decision';
import type { IssuedStatement } from './issued-statement';
import type { Cents } from './money';
import type { StatementEvent } from './statement';
import type { DraftKind } from './statement-draft';

type StatementText = {
  readonly number: string;
  readonly kind: DraftKind;
  readonly month: Month;
  readonly netCents: Cents;
};
export type StatementMail =
  | Mail<'statement-completed', StatementText & { readonly piece: string }>
  /** to the service that answers */
  | Mail<'statement-contested', StatementText & { readonly doctor: string; readonly reason: string; readonly on: CivilDate }>
  | Mail<'statement-contest-answered', StatementText & { readonly reason: string; readonly granted: boolean }>;

/** The accountant's page serves until the month is settled; an expired link mails a fresh one. */
export const accountantLinkDays = 90;

export function messages(event: StatementEvent, state: IssuedStatement, facts: FactsOf<'statement'>): readonly Addressed<StatementMail>[] {
  const data = { number: state.number, kind: state.kind, month: state.month, netCents: state.net };
  const { doctor, collectivity, today } = facts;
  switch (event.type) {
    case 'completed':
      return [
        {
          kind: 'statement-completed',
          data: { ...data, piece: event.piece },
          to: collectivity.accountant,
          link: { purpose: 'accountant-month', until: plus(facts.now, { days: accountantLinkDays }), item: state.closing },
        },
      ];
    case 'contested': {
      const { name, email } = collectivity.contact;
      return [
        {
          kind: 'statement-contested',
          data: { ...data, doctor: doctor?.name ?? '', reason: event.reason, on: today },
          to: { ref: 'contact', name, email },
        },
      ];
    }
    case 'upheld':
    case 'granted':
      return doctor === null
        ? []
        : [{ kind: 'statement-contest-answered', data: { ...data, reason: event.reason, granted: event.type === 'granted' }, to: doctor }];
    case 'acknowledged':
    case 'rejected':
    case 'replaced':
      return [];
  }
}
