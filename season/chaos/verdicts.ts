import type { Invariant } from '../invariants';
import type { Report } from '../report';
import { leastKills, parts } from './kill-plan';

type Chaos = NonNullable<Report['chaos']>;

/** What a season with chaos must show beside the invariants of every season. */
export function chaosVerdicts({ kills, faults, unknowns, resolved, doubled, differing, sink }: Chaos): readonly Invariant[] {
  const spared = parts.filter((part) => kills.every((kill) => kill.part !== part));
  const met = Object.values(sink).reduce((sum, count) => sum + count, 0);
  return [
    verdict(`au moins ${leastKills} arrêts brutaux, chaque partie relevée`, kills.length, [
      ...(kills.length < leastKills ? [`${kills.length} arrêts`] : []),
      ...spared.map((part) => `${part} : jamais tué`),
      ...faults,
    ]),
    verdict('un acte envoyé deux fois avec la même clé reçoit la même réponse', doubled, [
      ...(doubled === 0 ? ['aucun envoi double'] : []),
      ...differing,
    ]),
    verdict(
      'chaque acte sans réponse sûre est éclairci',
      unknowns,
      resolved === unknowns ? [] : [`${unknowns - resolved} restés inconnus`],
    ),
    verdict(
      'le relais de courriel a failli de chaque manière',
      met,
      Object.entries(sink).flatMap(([fault, count]) => (count === 0 ? [`${fault} : jamais`] : [])),
    ),
  ];
}

function verdict(name: string, cases: number, faults: readonly string[]): Invariant {
  return { name, cases, holds: faults.length === 0, faults: [...faults] };
}

/** Some lines of the printed summary. */
export function chaosLines({ kills, retries, unknowns, resolved, doubled, doubles, sink }: Chaos): readonly string[] {
  const slowest = Math.max(0, ...kills.map(({ backAfter }) => backAfter ?? 0));
  const count = (part: string): number => kills.filter((kill) => kill.part === part).length;
  return [
    `  Arrêts       ${kills.length} (${parts.map((part) => `${part} ${count(part)}`).join(', ')})\u00A0; retour en ${slowest} s au plus`,
    `  Demandes     ${retries} répétées, ${unknowns} sans réponse sûre, dont ${resolved} éclaircies\u00A0; ${doubled} envoyées deux fois`,
    `  Courriels    ${doubles} reçus en double\u00A0; relais\u00A0: ${Object.entries(sink)
      .map(([fault, times]) => `${fault} ${times}`)
      .join(', ')}`,
  ];
}
