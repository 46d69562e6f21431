import { later, plusDays, plusMonths, type CivilDate, type TimeZone } from './dates';
import { administrator, type Due, type NextAction, type Refusal } from './decision';
import type { DayId } from './ids';
import { morningOf } from './morning';

/** the notice runs from the date-certain reception. */
export type Denunciation = { readonly party: string; readonly receivedOn: CivilDate; readonly endsOn: CivilDate };
/** A day that is planned beyond the end: somebody decides on it. */
export type DayAfterEnd = { readonly id: DayId; readonly date: CivilDate };

type Denounced = {
  readonly to: CivilDate;
  readonly noticeMonths: number;
  readonly parties: readonly { readonly key: string }[];
  readonly signed: readonly { readonly on: CivilDate }[];
  readonly denunciation?: Denunciation | null;
  readonly reviewedOn?: CivilDate | null;
};
type Known = { readonly today: CivilDate; readonly daysAfterEnd?: readonly DayAfterEnd[] };

export type Denounce = { readonly party: string; readonly receivedOn: CivilDate };

/** reception and notice, unless the convention ends before by itself. */
export function noticeEnd({ to, noticeMonths }: Pick<Denounced, 'to' | 'noticeMonths'>, receivedOn: CivilDate): CivilDate {
  const end = plusMonths(receivedOn, noticeMonths);
  return end < to ? end : to;
}

/** The last day that the convention covers. */
export function lastDayCovered({ to, denunciation }: Pick<Denounced, 'to' | 'denunciation'>): CivilDate {
  return denunciation?.endsOn ?? to;
}

export function lastSignature({ signed }: Pick<Denounced, 'signed'>): CivilDate | null {
  return signed.reduce<CivilDate | null>((last, { on }) => (last === null ? on : later(last, on)), null);
}

export function denunciationRefusals(state: Denounced, { party, receivedOn }: Denounce, today: CivilDate): readonly (Refusal | null)[] {
  const { denunciation = null } = state;
  const signedOn = lastSignature(state);
  return [
    denunciation === null ? null : { code: 'already-denounced', detail: { date: denunciation.endsOn } },
    state.parties.some(({ key }) => key === party) ? null : { code: 'unknown-party', field: '/party' },
    signedOn !== null && receivedOn < signedOn ? { code: 'before-signature', field: '/receivedOn', detail: { date: signedOn } } : null,
    receivedOn > today ? { code: 'date-future', field: '/receivedOn' } : null,
    receivedOn > state.to ? { code: 'convention-over', field: '/receivedOn', detail: { to: state.to } } : null,
  ];
}

/** those that are still to be held, after the end, in order. */
export function toDecide(state: Denounced, { today, daysAfterEnd = [] }: Known): readonly DayAfterEnd[] {
  const { denunciation = null } = state;
  if (denunciation === null) return [];
  return daysAfterEnd.filter(({ date }) => date > denunciation.endsOn && date >= today).toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** Days are cancelled and moved elsewhere than here: each morning that one is left, the list is looked at again. */
export function reviewDues(state: Denounced, facts: Known, zone: TimeZone): readonly Due<'days-review'>[] {
  if (toDecide(state, facts).length === 0) return [];
  const next = plusDays(state.reviewedOn ?? facts.today, 1);
  return [{ what: 'days-review', at: morningOf(next, zone), item: next }];
}

export function reviewActions(state: Denounced, facts: Known, zone: TimeZone): readonly NextAction[] {
  const [first, ...others] = toDecide(state, facts);
  if (first === undefined) return [];
  return [
    {
      key: 'days-after-end',
      owner: administrator,
      what: 'convention-days-after-end',
      until: morningOf(first.date, zone),
      detail: { count: others.length + 1, date: lastDayCovered(state) },
    },
  ];
}
