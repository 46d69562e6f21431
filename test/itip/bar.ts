import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { civilDate } from '../../domain/dates';
import { everyZone } from '../templates/calendar-invite/invite-builder';
import { blindness, disagreements } from './agreement';
import { atTheChange, everyKind, lifeOf } from './corpus';
import { foreignReaders } from './foreign-readers';
import { checkMail, type CheckedMail } from './mail-faults';
import { seriesFaults } from './series-faults';

/**
 * Reads every mail of a season (out/season/mails, or the folder that is named) and a corpus drawn through the templates in 15 zones over both
 * changes of clocks: our checker, then three parsers that share no code with it, must find nothing and read the same instants.
 */
type Told = { readonly file: string; readonly mail: CheckedMail };

async function main(): Promise<number> {
  const folder = resolve(process.argv[2] ?? join('out', 'season', 'mails'));
  const work = mkdtempSync(join(tmpdir(), 'relais-itip-'));
  try {
    const season = mailsOf(folder);
    console.log(
      season.length === 0 ? `Pas de courriels dans ${folder}\u00A0: le corpus seul est lu.` : `${season.length} courriels dans ${folder}.`,
    );
    const drawn = await corpus();
    const told = [...season, ...drawn.flat()];
    const faults = [
      ...told.flatMap(({ file, mail }) => mail.faults.map((fault) => `${file}\u00A0: ${fault}`)),
      ...[season, ...drawn].flatMap((series) => seriesFaults(series.map(({ mail }) => mail))),
    ];
    const files = told.flatMap(({ mail }, n) => (mail.object === null ? [] : [{ path: kept(work, n, mail.object), mail }]));
    const found = foreignReaders(work);
    const readers = found.flatMap((each) => ('read' in each ? [each] : []));
    const missing = found.flatMap((each) => ('missing' in each ? [`${each.name}\u00A0: ${each.missing}`] : []));
    for (const each of missing) console.log(`Passé, faute d’outil\u00A0: ${each}.`);
    for (const reader of readers) faults.push(...disagreements(reader, files), ...blindness(reader, work, files[0]?.mail.object ?? null));
    for (const fault of faults.slice(0, 40)) console.log(`✘ ${fault}`);
    const fails = faults.length > 0 || files.length === 0 || (missing.length > 0 && Boolean(process.env['CI']));
    const names = readers.map(({ name }) => name).join(', ');
    console.log(
      `bar:itip\u00A0: ${told.length} courriels, ${files.length} invitations, ${files.length * 3} instants relus par ${names}\u00A0; ${missing.length} lecteur(s) manquant(s), ${faults.length} faute(s).`,
    );
    return fails ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function mailsOf(folder: string): readonly Told[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .toSorted()
    .map((name) => ({ file: name, mail: checkMail(readFileSync(join(folder, name))) }));
}

/** One list per life of an entry, since their UIDs come again from one to the next. */
async function corpus(): Promise<readonly (readonly Told[])[]> {
  const named = (title: string, mails: readonly Buffer[]): readonly Told[] =>
    mails.map((bytes, n) => ({ file: `${title}, ${n}`, mail: checkMail(bytes) }));
  const series: (readonly Told[])[] = (await everyKind()).map((bytes, n) => alone(`sorte ${n}`, checkMail(bytes)));
  series.push(named('changement d’heure', await atTheChange()));
  for (const zone of everyZone)
    for (const date of ['2026-10-20', '2026-10-27', '2027-03-09', '2027-03-23'].map(civilDate))
      series.push(named(`vie ${zone} ${date}`, await lifeOf(zone, date)));
  return series;
}

/** A mail out of its story: only its own bytes are judged, not what came before it. */
function alone(file: string, mail: CheckedMail): readonly Told[] {
  const { version } = mail;
  return version?.method === 'CANCEL' ? [{ file, mail: { ...mail, version: null } }] : [{ file, mail }];
}

function kept(work: string, n: number, object: Buffer): string {
  const path = join(work, `${n}.ics`);
  writeFileSync(path, object);
  return path;
}

void main().then((code) => {
  process.exitCode = code;
});
