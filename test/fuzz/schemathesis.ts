import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { pythonWith, type Python } from '../python';
import * as reference from '../api/reference-bodies';
import type { Caller, Known } from './product';

const toldSchema = z.object({
  cases: z.int(),
  operations: z.int(),
  served: z.array(z.string()),
  statuses: z.record(z.string(), z.int()),
});
const reportSchema = z.object({
  exit_code: z.int(),
  complete: z.boolean(),
  failures: z.array(z.object({ type: z.string(), code: z.string(), title: z.string(), operations: z.array(z.string()) })),
  errors: z.array(z.unknown()),
  operations: z.object({ total: z.int(), tested: z.int() }),
});
export type Told = z.infer<typeof toldSchema> & {
  readonly caller: Caller;
  readonly failures: z.infer<typeof reportSchema>['failures'];
  readonly errors: readonly unknown[];
  /** operations of the document, and how many of them were called */
  readonly total: number;
  readonly tested: number;
  readonly log: string;
};

export const schemathesis = (): Python => pythonWith('fuzz', join(__dirname, 'requirements.txt'));

export type Run = {
  readonly bin: string;
  readonly work: string;
  readonly url: string;
  /** the API's own document, unless another is given */ readonly document?: string;
  readonly caller: Caller;
  readonly key: string | null;
  readonly known: Known;
  readonly seconds: number;
  readonly seed: number;
  readonly more?: readonly string[];
};

/** Every check and every phase from the API's own document, until the time is spent. */
export async function fuzz({
  bin,
  work,
  url,
  document = `${url}/openapi.json`,
  caller,
  key,
  known,
  seconds,
  seed,
  more = [],
}: Run): Promise<Told> {
  const file = (name: string): string => join(work, `${caller}-${name}`);
  writeFileSync(file('given.json'), JSON.stringify({ seed, known, fields, bodies }));
  const asked = `--config-file ${join(__dirname, 'schemathesis.toml')} run ${document} --url ${url}`;
  const always = '--checks all --continue-on-failure --no-shrink --generation-database none --workers 1 --no-color --report json';
  const bounds = `--seed ${seed} --max-time ${seconds} --report-json-path ${file('report.json')}`;
  const auth = key === null ? [] : ['--header', `Authorization: Bearer ${key}`];
  const args = [...`${asked} ${always} ${bounds}`.split(' '), ...auth, ...more];
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: '1',
    SCHEMATHESIS_HOOKS: join(__dirname, 'hooks.py'),
    FUZZ_GIVEN: file('given.json'),
    FUZZ_TOLD: file('told.json'),
  };
  const log = createWriteStream(file('log.txt'));
  const child = spawn(join(bin, 'schemathesis'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const late = setTimeout(() => child.kill('SIGKILL'), (seconds + 90) * 1000);
  await once(child, 'close');
  clearTimeout(late);
  log.end();
  if (!existsSync(file('told.json')) || !existsSync(file('report.json'))) throw new Error(`no report of ${caller}: ${file('log.txt')}`);
  const told = toldSchema.parse(JSON.parse(readFileSync(file('told.json'), 'utf8')));
  const { failures, errors, operations } = reportSchema.parse(JSON.parse(readFileSync(file('report.json'), 'utf8')));
  return { ...told, caller, failures, errors, total: operations.total, tested: operations.tested, log: file('log.txt') };
}

/** Acts that a generator would hardly ever write whole: now and then they are sent so, with ids that exist. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /collectivities': { settings: reference.settings },
  'POST /collectivities/{id}/settings': { settings: reference.settings },
  'POST /programmes': { programme: reference.programme },
  'POST /programmes/{id}/settings': { programme: reference.programme },
  'POST /zones': { zone: reference.zone },
  'POST /zones/{id}/listing': { zone: reference.zone },
  'POST /sites': { site: reference.site },
  'POST /sites/{id}/settings': { site: reference.site },
  'POST /people': { person: reference.person },
  'POST /people/{id}/settings': { person: reference.person },
  'POST /people/{id}/certificates': { certificate: reference.certificate },
  'POST /data-imports': { kind: 'zones', bundled: true, dryRun: true },
  'POST /campaigns': {
    programme: 'programme-1',
    convention: 'convention-1',
    title: 'Appel de la rentrée',
    volunteers: ['doctor-1'],
    sites: ['site-1'],
  },
  'POST /consultation-days/{id}/cancellation': { reason: 'weather' },
  'POST /sites/{id}/readiness': { items: ['room'] },
  'POST /tasks/settlement': { task: 'person/doctor-1/undelivered/c/m0', reason: 'Prévenue par téléphone' },
  // a site that nobody knows: the act is refused, and the day goes on
  'POST /consultation-days/{id}/move': { site: 'site-nowhere', date: '2026-10-21', halves: ['morning'], reason: 'weather', side: 'site' },
  'POST /consultation-days': { engagement: 'engagement-1', site: 'site-1', date: '2026-10-20', halves: ['morning'] },
};

/** What a field of that name holds: an id that exists, or a number whose key is right. */
const fields: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['person', 'site', 'programme', 'convention', 'campaign', 'engagement', 'creditor', 'document', 'task', 'month'].map((name) => [
      name,
      name,
    ]),
  ),
  doctor: 'person',
  volunteer: 'person',
  volunteers: 'person',
  sites: 'site',
  programmes: 'programme',
  ...Object.fromEntries(
    ['email', 'phone', 'rpps', 'siren', 'epci', 'iban', 'siret', 'departement', 'departements'].map((name) => [name, name]),
  ),
  registration: 'departement',
  zone: 'timezone',
  party: 'party',
  scope: 'scope',
  digest: 'digest-of-draft',
};
