import { chaosLines } from './chaos/verdicts';
import type { instance } from './instance';
import type { Report } from './report';

const euros = (cents: number): string => `${(cents / 100).toFixed(2).replace('.', ',')}\u00A0€`;
const stateWords: Readonly<Record<string, string>> = {
  proposed: 'proposées',
  confirmed: 'confirmées',
  held: 'tenues',
  attested: 'attestées',
  disputed: 'contestées',
  declined: 'refusées',
  lapsed: 'sans réponse',
  cancelled: 'annulées',
  'no-show': 'sans présence',
};

const coverWords: Readonly<Record<string, string>> = {
  asking: 'au choix du médecin',
  searching: 'en recherche',
  covered: 'remplacé',
  'closed-practice': 'fermé',
  partner: 'assuré par un associé',
  waived: 'sans remplaçant',
  escalated: 'signalé',
  resolved: 'réglé',
  withdrawn: 'sans objet',
};
const statementWords: Readonly<Record<string, string>> = {
  issued: 'émis',
  acknowledged: 'pris en charge',
  rejected: 'rejeté',
  replaced: 'remplacé',
  contested: 'contesté',
};
const payerWords: Readonly<Record<string, string>> = { cpam: 'CPAM', collectivity: 'collectivité', ars: 'ARS', epci: 'intercommunalité' };
const placeWords = (track: string): string => (track === 'host' ? 'lieu d’accueil' : 'cabinet');

function counted(items: readonly string[], words: Readonly<Record<string, string>> = {}): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => `${count} ${words[item] ?? item}`).join(', ');
}

const doctorsWords = (doctors: number): string => (doctors === 1 ? '1 médecin' : `${doctors} médecins`);

type Heard = { readonly faults: readonly string[]; readonly turnedDown: readonly string[] };

/** What the season did, in one screen; when a scene is red, with the answers that were turned down. */
export function printed(report: Report, running: Awaited<ReturnType<typeof instance>>, { faults, turnedDown }: Heard): string {
  const { days, covers, statements, messages, tables, lateness, parameters } = report;
  const paid = statements.filter(({ state }) => state !== 'replaced');
  const payers = new Map<string, number>();
  for (const { lines } of paid) for (const { payer, amountCents } of lines) payers.set(payer, (payers.get(payer) ?? 0) + amountCents);
  return [
    '',
    `Saison ${parameters.months.join(' et ')}, ${doctorsWords(parameters.doctors)} (graine ${parameters.seed})`,
    `  Journées     ${counted(
      days.map(({ state }) => state),
      stateWords,
    )}`,
    `  Relais       ${counted(covers.map(({ track, state }) => `${placeWords(track)} ${coverWords[state] ?? state}`))}`,
    `  États        ${paid.map(({ number, netCents, state }) => `${number} ${euros(netCents)} (${statementWords[state] ?? state})`).join(', ')}`,
    `  Par payeur   ${[...payers].map(([payer, cents]) => `${payerWords[payer] ?? payer} ${euros(cents)}`).join(', ')}`,
    `  Fichiers     ${statements.length} PDF, ${tables.length} tableaux, ${messages.length} courriels, report.json`,
    `  Durée        ${String(lateness.seconds).replace('.', ',')}\u00A0s\u00A0; courriels reçus ${lateness.mailHoursMedian} h simulées après leur cause (médiane), ${lateness.mailHoursWorst} h au plus`,
    ...(report.chaos === undefined ? [] : chaosLines(report.chaos)),
    '',
    'Scènes',
    ...report.scenes.map(
      ({ story, name, expected, seen, ok }) =>
        `${ok ? '✔' : '✘'} ${story}, ${name}\u00A0: ${ok ? expected : `attendu «\u00A0${expected}\u00A0», ${seen === null ? 'jamais jouée' : `vu «\u00A0${seen}\u00A0»`}`}`,
    ),
    '',
    'Invariants',
    ...report.invariants.map(
      ({ name, holds, cases, faults: found }) =>
        `${holds ? '✔' : '✘'} ${name} (${cases} cas)${found.length > 0 ? `\n    ${found.slice(0, 5).join('\n    ')}` : ''}`,
    ),
    ...(report.scenes.every(({ ok }) => ok)
      ? []
      : ['', 'Réponses refusées\u00A0:', ...turnedDown.slice(0, 15).map((each) => `  - ${each}`)]),
    ...(faults.length > 0 ? ['', 'Ce que des personnes n’ont pas pu faire\u00A0:', ...faults.map((fault) => `  - ${fault}`)] : []),
    '',
    `API ${running.url}${running.temporalUi === null ? '' : `   Interface Temporal ${running.temporalUi}`}`,
  ].join('\n');
}
