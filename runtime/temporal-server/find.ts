import { triedVersions } from './versions';

export const sources = ['running', 'given', 'path', 'cache', 'release', 'built'] as const;
export type Source = (typeof sources)[number];

/** What one way of getting a server gave. `absent`: nothing to try; `failed`: tried in vain. */
export type Finding =
  | { readonly outcome: 'found'; readonly at: string; readonly version: string }
  | { readonly outcome: 'absent' | 'failed'; readonly reason: string };

export type Finders = Readonly<Record<Source, () => Promise<Finding>>>;
export type Found = { readonly source: Source; readonly at: string; readonly version: string };

/** An operator who names a server or a program means it: starting another in its place would scatter the data. */
const binding: readonly Source[] = ['running', 'given'];

export class NoTemporalServer extends Error {
  override readonly name = 'NoTemporalServer';
}

/** Tries each way in the order of `sources` and keeps the first that works. */
export async function findServer(finders: Finders): Promise<Found> {
  const tried: string[] = [];
  for (const source of sources) {
    const finding = await finders[source]();
    if (finding.outcome === 'found') return { source, at: finding.at, version: finding.version };
    tried.push(`  ${tried.length + 1}. ${labels[source]}\u00A0: ${finding.reason}`);
    if (finding.outcome === 'failed' && binding.includes(source)) {
      throw new NoTemporalServer(
        `${labels[source]}\u00A0: ${finding.reason}.\nCorrigez cette variable, ou retirez-la pour que Relais cherche lui-même un serveur.`,
      );
    }
  }
  throw new NoTemporalServer([HEAD, ...tried, ADVICE].join('\n'));
}

const labels: Readonly<Record<Source, string>> = {
  running: 'serveur en marche (TEMPORAL_ADDRESS)',
  given: 'programme indiqué (TEMPORAL_CLI)',
  path: 'programme «\u00A0temporal\u00A0» du PATH',
  cache: 'cache de Relais',
  release: 'archive de l’éditeur',
  built: 'compilation avec Go',
};

const HEAD = 'Aucun serveur Temporal n’a pu être obtenu. Ce qui a été essayé\u00A0:';
const ADVICE = [
  'Que faire, au choix\u00A0:',
  `  – installer Temporal CLI ${triedVersions.join(' ou ')} et indiquer son chemin\u00A0: TEMPORAL_CLI=/chemin/vers/temporal\u00A0;`,
  '  – indiquer un serveur en marche\u00A0: TEMPORAL_ADDRESS=hôte:7233\u00A0;',
  '  – ouvrir l’accès à github.com, ou installer Go 1.26.4 ou plus récent avec accès aux modules Go, puis relancer.',
].join('\n');
