import { closeMonthOf, stops, type Closed, type Stop } from './closing';
import { drawnTwice, type Drawing } from './drawing';
import { quantile, shown } from './figures';
import { atMost, ratios, roundTrips, type RoundTrips } from './round-trip';
import { openStage, type Stage } from './stage';

/**
 * `npm run bench:engine [-- trips | months [sizes…]]`: an act beside a bare workflow, months of growing size, and how late the main thread is while
 * documents are drawn. Without a word both are measured.
 */
async function main(args: readonly string[]): Promise<number> {
  const sizes = args.map(Number).filter((size) => size > 0);
  const parts: readonly string[] = args.filter((each) => each === 'trips' || each === 'months');
  if (sizes.length + parts.length < args.length) throw new Error('npm run bench:engine [-- trips | months [sizes…]]');
  const plays = (part: string): boolean => parts.length === 0 || parts.includes(part);
  const stage = await openStage(say);
  try {
    const faults = [
      ...(plays('trips') ? await trips(stage) : []),
      ...(plays('months') ? await months(stage, sizes.length > 0 ? sizes : usual) : []),
    ];
    say(faults.length === 0 ? 'bench:engine : tout est tenu' : `bench:engine : en deçà de ${faults.join(' ; ')}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await stage.stop();
  }
}

const usual = [100, 1_000, 10_000] as const;
const actsEach = 300;
/** of the time for one doctor, from the smallest month to the largest */
const spread = 1.2;
const eventsPerHundred = 10;
/** of the main thread in milliseconds (p99) while others draw: less than an act takes */
const latest = 20;
/** of the memory held at most, from the smallest month to the largest */
const growth = 1.5;

async function trips(stage: Stage): Promise<readonly string[]> {
  const found: RoundTrips = await roundTrips(stage, actsEach);
  const { p50, p95 } = ratios(found);
  const of = (times: readonly number[]): string => `p50 ${shown(quantile(times, 0.5))} ms, p95 ${shown(quantile(times, 0.95))} ms`;
  say(`Un acte, ${actsEach} fois chacun, en alternance`);
  say(`  Relais (décidé, enregistré, journalisé, répondu) : ${of(found.product)}`);
  say(`  workflow nu (une mise à jour, une ligne écrite) : ${of(found.bare)}`);
  say(`  rapport : p50 ${shown(p50, 2)} (au plus ${shown(atMost.p50)}), p95 ${shown(p95, 2)} (au plus ${shown(atMost.p95)})`);
  return [...(p50 <= atMost.p50 ? [] : [`p50 ${shown(p50, 2)}`]), ...(p95 <= atMost.p95 ? [] : [`p95 ${shown(p95, 2)}`])];
}

/** A month of a second is measured so often that its median says something; one of minutes once. */
const timesOf = (size: number): number => Math.min(5, Math.max(1, Math.ceil(1_000 / size)));
const warmUp = [100, 2_000] as const;

async function months(stage: Stage, sizes: readonly number[]): Promise<readonly string[]> {
  say(`Une clôture de ${sizes.join(', ')} médecins, après celles de ${warmUp.join(' et ')} qui ne comptent pas`);
  for (const size of warmUp) await closeMonthOf(stage, size, () => undefined); // a running worker has loaded what it loads once, and compiled what it runs often
  const found: Closed[] = [];
  for (const size of sizes) {
    const all: Closed[] = [];
    for (let n = 0; n < timesOf(size); n += 1) all.push(await closeMonthOf(stage, size, say));
    const closed = all.toSorted((a, b) => a.ms.mailed - b.ms.mailed)[Math.floor(all.length / 2)];
    if (closed === undefined) throw new Error('no month was closed');
    found.push(closed);
    say(lineOf(closed, all.length));
  }
  return [...monthFaults(found), ...(await drawing(stage, found))];
}

const named: Readonly<Record<Stop, string>> = {
  approved: 'approuvée',
  numbered: 'numérotée',
  sealed: 'scellée',
  published: 'publiée',
  mailed: 'courriels partis',
};
const allEvents = ({ events: { closing, deliveries } }: Closed): number => closing + deliveries;

function lineOf(closed: Closed, times: number): string {
  const { doctors, ms, events, rss } = closed;
  const at = stops.map((stop) => `${named[stop]} à ${shown(ms[stop] / 1_000)} s`).join(', ');
  return (
    `  ${doctors} médecins${times > 1 ? ` (médiane de ${times})` : ''} : ${at}, ${shown(ms.mailed / doctors, 2)} ms par médecin, ` +
    `${events.closing} événements de clôture et ${events.deliveries} d’envoi (${shown(allEvents(closed) / (doctors / 100))} pour cent états), ` +
    `mémoire ${Math.round(rss)} Mo au plus`
  );
}

function monthFaults(found: readonly Closed[]): readonly string[] {
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return ['aucune clôture'];
  const perDoctor = found.map(({ ms, doctors }) => ms.mailed / doctors);
  const ratio = Math.max(...perDoctor) / Math.min(...perDoctor);
  const more = last.doctors - first.doctors;
  // of one size alone, or of equal ones, what begins a month is counted too
  const further = (more > 0 ? (allEvents(last) - allEvents(first)) / more : allEvents(last) / last.doctors) * 100;
  const memory = Math.max(...found.map(({ rss }) => rss)) / first.rss;
  // what waits for the engine, act after act, is a quarter of the smallest month's time: without it the sizes can be compared
  const each = found.slice(1).map((next, n) => shown(furtherMs(found[n] ?? first, next), 2));
  const ofNext = each.length === 0 ? '' : ` ; chaque médecin de plus : ${each.join(' puis ')} ms`;
  say(`  temps par médecin : du simple à ${shown(ratio, 2)}${ofNext}`);
  say(`  chaque centaine de plus : ${shown(further)} événements ; mémoire : du simple à ${shown(memory, 2)}`);
  return [
    ...(ratio <= spread ? [] : [`temps par médecin ${shown(ratio, 2)}`]),
    ...(further <= eventsPerHundred ? [] : [`${shown(further)} événements pour cent états`]),
    ...(memory <= growth ? [] : [`mémoire ${shown(memory, 2)}`]),
  ];
}

function furtherMs(one: Closed, next: Closed): number {
  return (next.ms.mailed - one.ms.mailed) / (next.doctors - one.doctors);
}

async function drawing(stage: Stage, found: readonly Closed[]): Promise<readonly string[]> {
  const month = found.findLast(({ doctors }) => doctors <= 1_000) ?? found[0];
  if (month === undefined) return [];
  const { on, off } = await drawnTwice(stage, month.collectivity);
  const line = ({ ms, p99, max, busy }: Drawing): string =>
    `${shown((month.doctors / ms) * 1_000, 0)} par seconde, fil principal occupé à ${shown(busy * 100, 0)}\u00A0%, en retard de ${shown(p99)} ms (p99), ${shown(max)} au plus`;
  say(`Le tracé de ${month.doctors} états`);
  say(`  sur le fil principal : ${line(on)}`);
  say(`  sur un fil à part : ${line(off)} (p99 au plus ${latest} ms)`);
  return [
    ...(on.digests === off.digests ? [] : ['octets différents']),
    ...(off.busy <= on.busy / 2 ? [] : ['documents tracés sur le fil principal']), // it reads and seals in both
    ...(off.p99 <= latest ? [] : [`retard du fil principal ${shown(off.p99)} ms`]),
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`bench:engine : ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  },
);
