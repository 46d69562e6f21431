import { cents, formatEuros } from '../../domain/money';
import type { Sentence } from '../french';
import { frenchDetail } from './common';

const euros = (value: string | number | undefined): string => formatEuros(cents(Number(value ?? 0)));

/** the same sentence for a day that is planned and for a month that is approved. */
export const creditRefusals: Readonly<Record<string, Sentence>> = {
  'credits-exceeded': ({ year, votedCents, totalCents }) =>
    `Crédits votés pour ${year ?? ''} dépassés\u00A0: ${euros(votedCents)} votés, ${euros(totalCents)} avec cet acte.`,
  'budget-year-over': ({ year, date: on }) =>
    `L’exercice ${year ?? ''} est clos\u00A0: les finances prenaient les états jusqu’au ${frenchDetail(on)}.`,
};
