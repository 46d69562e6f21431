import type { Convention } from '../../domain/convention';
import { indicatorsOf } from '../../domain/indicators';
import type { Programme } from '../../domain/programme';
import { rowsOf } from '../../store/console-dossiers';
import { indicatorFacts } from '../../store/indicators';
import type { Tx } from '../../store/db';
import { indicatorsPage, type IndicatorsModel } from '../../templates/pages/console/indicators';
import { page, readers, type ConsoleEntry, type Visit } from '../console-page';
import { periodAsked } from './coverage';

async function loadIndicators(tx: Tx, visit: Visit): Promise<IndicatorsModel> {
  const { collectivity, today } = visit;
  const conventions = await rowsOf<Convention>(tx, 'conventions');
  const programmes = await rowsOf<Programme>(tx, 'programmes');
  return {
    found: indicatorsOf(await indicatorFacts(tx, periodAsked(visit), collectivity, today)),
    label: collectivity.label,
    programmes: Object.fromEntries(programmes.map(({ id, state }) => [id, state.label])),
    conventions: Object.fromEntries(conventions.map(({ id, state }) => [id, state.number])),
  };
}

export const indicatorEntries: readonly ConsoleEntry[] = [
  page({ path: '/indicators', menu: 'Indicateurs', roles: readers, load: loadIndicators, render: indicatorsPage }),
];
