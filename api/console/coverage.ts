import { civilDate, firstDay, isCivilDate, lastDay, yearOf } from '../../domain/dates';
import { indicatorsOf } from '../../domain/indicators';
import { indicatorFacts, type Period } from '../../store/indicators';
import type { Tx } from '../../store/db';
import { coveragePage, coverageSorts, type CoverageModel } from '../../templates/pages/console/coverage';
import { page, readers, type ConsoleEntry, type Visit } from '../console-page';
import { monthAsked, monthTyped } from './visit';

/** The budget year, unless the address says other dates in their order. */
export function periodAsked({ query, today }: Visit): Period {
  const { from = '', to = '' } = query;
  if (isCivilDate(from) && isCivilDate(to) && from <= to) return { from, to };
  return { from: civilDate(`${yearOf(today)}-01-01`), to: civilDate(`${yearOf(today)}-12-31`) };
}

async function loadCoverage(tx: Tx, visit: Visit): Promise<CoverageModel> {
  const { collectivity, today, query } = visit;
  const month = monthAsked(visit);
  const period = periodAsked(visit);
  const total = await indicatorFacts(tx, period, collectivity, today);
  const ofMonth = await indicatorFacts(tx, { from: firstDay(month), to: lastDay(month) }, collectivity, today);
  return {
    month,
    typed: monthTyped(visit),
    period,
    sort: coverageSorts.find((each) => each === query['sort']) ?? 'name',
    down: query['order'] === 'down',
    total: indicatorsOf(total),
    ofMonth: indicatorsOf(ofMonth),
  };
}

export const coverageEntries: readonly ConsoleEntry[] = [
  page({ path: '/coverage', menu: 'Couverture', roles: readers, load: loadCoverage, render: coveragePage }),
];
