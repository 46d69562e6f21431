import { halves, monthOf, type CivilDate, type Half, type HalfDay } from './dates';
import type { Refusal } from './decision';
import type { Programme } from './programme';

/** proposals and pending offers count like confirmed days; over the soft cap is a warning with a reason, over the hard one a refusal. */
export function capRefusals({ monthlySoft, monthlyHard }: Programme['caps'], heldInMonth: number, asked: number): readonly Refusal[] {
  const total = heldInMonth + asked;
  const detail = { held: heldInMonth, asked };
  if (total > monthlyHard) return [{ code: 'monthly-cap', field: '/date', detail: { ...detail, cap: monthlyHard } }];
  if (monthlySoft !== null && total > monthlySoft)
    return [{ code: 'monthly-soft-cap', field: '/date', detail: { ...detail, cap: monthlySoft }, override: 'administrator' }];
  return [];
}

/** A half-day that somebody is kept for; `practice` when it is a colleague's practice and not a consultation day. */
export type Taken = HalfDay & { readonly practice?: boolean };

/** half-days of consultation in the month of that date; looking after a colleague's practice is no consultation day. */
export function countedInMonth(held: readonly Taken[], date: CivilDate): number {
  return held.filter((each) => each.practice !== true && monthOf(each.date) === monthOf(date)).length;
}

/** R-05, E-05: two half-days a date at most, over all engagements and sites; the one that stands in the way is named. */
export function dailyRefusal(
  slot: { readonly date: CivilDate; readonly halves: readonly Half[] },
  held: readonly (HalfDay & { readonly dossier: string })[],
): Refusal | null {
  const clash = held.find(({ date, half }) => date === slot.date && slot.halves.includes(half));
  return clash === undefined
    ? null
    : { code: 'doctor-already-held', field: '/date', detail: { date: clash.date, half: clash.half, dossier: clash.dossier } };
}

/** the lowest room of the site that is free on every half-day asked, or null. */
export function freeRoom(
  rooms: number,
  slot: { readonly date: CivilDate; readonly halves: readonly Half[] },
  taken: readonly (HalfDay & { readonly slot: number })[],
): number | null {
  const isTaken = (room: number): boolean =>
    taken.some((each) => each.slot === room && each.date === slot.date && slot.halves.includes(each.half));
  const free = Array.from({ length: rooms }, (_, n) => n + 1).find((room) => !isTaken(room));
  return free ?? null;
}

export function isHalf(text: string): text is Half {
  return halves.some((half) => half === text);
}
