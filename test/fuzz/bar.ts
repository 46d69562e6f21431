import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultTask } from '../../store/next-actions';
import { startProduct, type Caller, type Product } from './product';
import { scanLinks } from './scanners';
import { fuzz, schemathesis, type Told } from './schemathesis';

/**
 * `npm run bar:fuzz [seed]`: schemathesis on the running product from its own OpenAPI document, as every role, after guesses and
 * scans of links; then the same document with one answer made wrong, which must be found.
 */
const least = 20_000;
const guesses = 10_000;
/** Two at a time, since a generator keeps one core busy: administrators reach the most, the others take turns beside. */
const lanes: readonly (readonly (readonly [Caller, number])[])[] = [
  [['administrator', 360]],
  [
    ['approver', 85],
    ['accountant', 85],
    ['auditor', 85],
    ['operator', 60],
    ['none', 45],
  ],
];

/** On a slow machine the roles' time is over before there are enough cases. */
const oneMore = ['administrator', 90] as const;
const mostMore = 3;

async function main(seed: number): Promise<number> {
  const found = schemathesis();
  if ('missing' in found) {
    console.log(`bar:fuzz\u00A0: passé, faute d’outil\u00A0: ${found.missing}.`);
    return process.env['CI'] === undefined ? 0 : 1;
  }
  const work = mkdtempSync(join(tmpdir(), 'relais-fuzz-'));
  const started = Date.now();
  const product = await startProduct();
  try {
    const run = runner(found.bin, work, product, seed);
    // first, while every dossier is still in the state that its links are about
    const links = await scanLinks(product.rig, guesses);
    console.log(`liens\u00A0: ${links.guesses} essais, ${links.visits} visites, ${links.faults.length} faute(s).`);
    const roles = (await Promise.all(lanes.map((lane) => inTurn(lane, run)))).flat();
    const more = await untilEnough(casesOf(roles), (turn) => runner(found.bin, work, product, seed + turn)(...oneMore));
    const told = [...roles, ...more];
    const faults = [...roles.flatMap(unreached), ...told.flatMap(faultsOf)];
    for (const fault of faults.slice(0, 40)) console.log(`✘ ${fault}`);
    if (faults.length > 0) keep(told);
    const mutant = await lied(run, product, work);
    console.log(`mutant (une réponse mal documentée)\u00A0: ${mutant ? 'trouvé' : 'PAS TROUVÉ'}.`);
    const stuck = await stuckIn(product);
    for (const fault of [...links.faults, ...stuck].slice(0, 40)) console.log(`✘ ${fault}`);
    const cases = casesOf(told);
    const errors = told.reduce((sum, { statuses }) => sum + countOf(statuses, (status) => status >= 500), 0);
    const fails = faults.length + links.faults.length + stuck.length > 0 || errors > 0 || cases < least || !mutant;
    console.log(
      `bar:fuzz\u00A0: ${cases} cas, ${roles.length} rôles, ${errors} erreur(s) du serveur, ${faults.length} écart(s) au schéma\u00A0; ${links.guesses} liens devinés, ${links.faults.length} faute(s)\u00A0; ${stuck.length} acte(s) bloqué(s)\u00A0; ${Math.round((Date.now() - started) / 1000)} s (graine ${seed}).`,
    );
    return fails ? 1 : 0;
  } finally {
    await product.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

/** What was taken and can never be performed or drawn: its run tries it again for ever, and after some attempts it is a task. */
async function stuckIn({ rig }: Product): Promise<readonly string[]> {
  const rows = await rig.context.db.operator((tx) =>
    tx
      .selectFrom('next_actions')
      .select(['noun', 'dossier', 'what', 'key'])
      .where('what', 'in', ['command-stuck', 'date-stuck', 'document-failed'] satisfies readonly FaultTask[])
      .execute(),
  );
  return rows.map(({ noun, dossier, what, key }) => `${what} ${noun}/${dossier} ${key}`);
}

async function untilEnough(cases: number, again: (turn: number) => Promise<Told>): Promise<readonly Told[]> {
  const told: Told[] = [];
  while (cases + casesOf(told) < least && told.length < mostMore) {
    const each = await again(told.length + 1);
    told.push(each);
    console.log(lineOf(each));
  }
  return told;
}

const casesOf = (told: readonly Told[]): number => told.reduce((sum, each) => sum + each.cases, 0);

type RunAs = (caller: Caller, seconds: number, more?: { readonly document: string; readonly more: readonly string[] }) => Promise<Told>;

async function inTurn(lane: readonly (readonly [Caller, number])[], run: RunAs): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const [caller, time] of lane) {
    const each = await run(caller, time);
    told.push(each);
    console.log(lineOf(each));
  }
  return told;
}

function runner(bin: string, work: string, { rig, keys, known }: Product, seed: number): RunAs {
  return (caller, time, more) => fuzz({ bin, work, url: rig.url, caller, key: keys[caller], known, seconds: time, seed, ...more });
}

/** Nobody answers 2xx where the role has no right, so an operation that was never served to an administrator is one that nothing reached. */
function lineOf({ caller, cases, tested, total, served, statuses, failures }: Told): string {
  const all = Object.entries(statuses)
    .map(([status, count]) => `${status} × ${count}`)
    .join(', ');
  return `${caller}\u00A0: ${cases} cas, ${tested} opérations sur ${total}, ${served.length} servies, ${failures.length} écart(s) [${all}]`;
}

function faultsOf({ caller, failures, errors }: Told): readonly string[] {
  return [
    ...failures.map(({ code, title, operations }) => `${caller}\u00A0: ${code} ${title} (${operations.join(', ')})`),
    ...errors.map((error) => `${caller}\u00A0: ${JSON.stringify(error).slice(0, 300)}`),
  ];
}

/** In a whole turn a role calls everything. */
function unreached({ caller, tested, total }: Told): readonly string[] {
  return tested < total ? [`${caller}\u00A0: ${total - tested} opération(s) jamais appelée(s)`] : [];
}

const countOf = (statuses: Told['statuses'], fits: (status: number) => boolean): number =>
  Object.entries(statuses).reduce((sum, [status, count]) => sum + (fits(Number(status)) ? count : 0), 0);

/** The whole of what schemathesis said, with the calls that show each fault again. */
function keep(told: readonly Told[]): void {
  const out = join('out', 'fuzz');
  mkdirSync(out, { recursive: true });
  for (const { caller, log } of told) writeFileSync(join(out, `${caller}.txt`), readFileSync(log));
  console.log(`Le détail est dans ${out}.`);
}

/** A version is a number; here the document says that it is a text. */
async function lied(run: RunAs, { rig }: Product, work: string): Promise<boolean> {
  const text = await (await fetch(`${rig.url}/openapi.json`)).text();
  const document = join(work, 'lie.json');
  const lie = JSON.parse(text, (name, value: unknown) => (name === 'version' && isInteger(value) ? { type: 'string' } : value));
  writeFileSync(document, JSON.stringify(lie));
  const { failures } = await run('auditor', 20, {
    document,
    more: ['--include-path', '/sites/{id}', '--include-method', 'GET', '--phases', 'fuzzing'],
  });
  return failures.some(({ type }) => type === 'JsonSchemaError');
}

function isInteger(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'integer';
}

void main(Number(process.argv[2] ?? 5)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.log(`bar:fuzz\u00A0: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  },
);
