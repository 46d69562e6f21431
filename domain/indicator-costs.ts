import type { Day } from './consultation-day';
import type { CivilDate } from './dates';
import { type Cents, sum, times } from './money';
import { payers, rateOn, type Payer, type Programme } from './programme';

/** What documents in force and monthly mails brought for a date of service. */
export type IssuedAmount = { readonly engagement: string; readonly date: CivilDate; readonly payer: Payer; readonly amount: Cents };
/** each payer's own sum, never added to another's. */
export type PayerCost = { readonly payer: Payer; readonly attestedCents: Cents; readonly issuedCents: Cents };

type Costed = Pick<Day, 'status' | 'engagement' | 'date' | 'attested'>;
type Terms = {
  readonly engagements: readonly { readonly id: string; readonly programme: string }[];
  readonly programmes: Readonly<Record<string, Programme>>;
  readonly issued: readonly IssuedAmount[];
};

/** attested half-days at the rate of the day worked; payers that owe nothing are left out. */
export function costsOf(days: readonly Costed[], { engagements, programmes, issued }: Terms): readonly PayerCost[] {
  const programmeOf = new Map(engagements.map(({ id, programme }) => [id, programmes[programme]]));
  const owed = days.flatMap((day) => owedFor(day, programmeOf.get(day.engagement)));
  return payers
    .map((payer): PayerCost => {
      const ofPayer = (amounts: readonly { readonly payer: Payer; readonly amount: Cents }[]): Cents =>
        sum(amounts.filter((each) => each.payer === payer).map(({ amount }) => amount));
      return { payer, attestedCents: ofPayer(owed), issuedCents: ofPayer(issued) };
    })
    .filter(({ attestedCents, issuedCents }) => attestedCents !== 0 || issuedCents !== 0);
}

function owedFor(
  { status, date, attested }: Costed,
  programme: Programme | undefined,
): readonly { readonly payer: Payer; readonly amount: Cents }[] {
  if (status !== 'attested' || programme === undefined) return [];
  return programme.components.flatMap((component) => {
    const rate = rateOn(component, date);
    return rate === null ? [] : [{ payer: component.payer, amount: times(rate.halfDay, attested.length) }];
  });
}
