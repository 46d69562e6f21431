import { proofFigure, type Figure } from '../figure';
import type { Report } from '../report';
import { parts } from './kill-plan';

/** What one seed, its name, came to: the exit code of its season and its report; null where it left none. */
export type Told = { readonly name: string; readonly code: number; readonly seconds: number; readonly report: Report | null };

const holds = ({ code, report }: Told): boolean =>
  code === 0 && report?.chaos !== undefined && report.invariants.every((each) => each.holds);

/** One row per seed, then what was red. */
export function proofTable(told: readonly Told[]): readonly string[] {
  const head = ['graine', ...parts, 'répétées', 'incertaines', 'doubles', 'pannes du relais', 'scènes', 'invariants', 'durée', ''];
  const rows = told.map((each) => [each.name, ...cellsOf(each)]);
  const widths = head.map((_, n) => Math.max(...[head, ...rows].map((row) => row[n]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, n) => cell.padStart(widths[n] ?? 0)).join('  ');
  return [line(head), ...rows.map(line)];
}

function cellsOf(told: Told): readonly string[] {
  const { report, code, seconds } = told;
  const end = [`${Math.round(seconds)} s`, holds(told) ? '✔' : `✘ (${code})`];
  if (report?.chaos === undefined) return [...parts.map(() => '-'), '-', '-', '-', '-', '-', '-', ...end];
  const { kills, retries, unknowns, doubles, sink } = report.chaos;
  const kept = (all: readonly boolean[]): string => `${all.filter(Boolean).length}/${all.length}`;
  return [
    ...parts.map((part) => String(kills.filter((kill) => kill.part === part).length)),
    String(retries),
    String(unknowns),
    String(doubles),
    String(Object.values(sink).reduce((sum, count) => sum + count, 0)),
    kept(report.scenes.map(({ ok }) => ok)),
    kept(report.invariants.map((each) => each.holds)),
    ...end,
  ];
}

/** The last line of the proof, and whether every seed that was asked for was played and held. */
export function seedsFigure(told: readonly Told[], asked: readonly string[]): Figure {
  const kills = told.reduce((sum, { report }) => sum + (report?.chaos?.kills.length ?? 0), 0);
  const judged = told.map((each) => ({ name: each.name, holds: holds(each) }));
  return proofFigure('proof:chaos\u00A0: graines tenues', asked, judged, `${kills} arrêts brutaux`);
}
