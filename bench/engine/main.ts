import { closeMonthOf, type Closed } from './closing';
import { drawnTwice, type Drawing } from './drawing';
import { quantile, shown } from './figures';
import { atMost, ratios, roundTrips, type RoundTrips } from './round-trip';
import { openStage, type Stage } from './stage';

/** `npm run bench:engine [-- sizes…]`: an act beside a bare workflow, months of growing size, and how late the main thread is while documents are drawn. */
async function main(args: readonly string[]): Promise<number> {
  const sizes = args.map(Number).filter((size) => size > 0);
  const stage = await openStage(say);
  try {
    const faults = [...(await trips(stage)), ...(await months(stage, sizes.length > 0 ? sizes : usual))];
    say(faults.length === 0 ? 'bench:engine : tout est tenu' : `bench:engine : en deçà de ${faults.join(' ; ')}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await stage.stop();
  }
}

const usual = [100, 300, 1_000] as const;
const actsEach = 300;
/** of the time for one doctor, from the smallest month to the largest */
const spread = 1.2;
const eventsPerHundred = 10;
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

async function months(stage: Stage, sizes: readonly number[]): Promise<readonly string[]> {
  say(`Une clôture de ${sizes.join(', ')} médecins`);
  await closeMonthOf(stage, 50, () => undefined); // the first one pays for what is loaded once
  const found: Closed[] = [];
  for (const size of sizes) {
    const closed = await closeMonthOf(stage, size, say);
    found.push(closed);
    const { closing, deliveries } = closed.events;
    say(
      `  ${size} médecins : publiée en ${shown(closed.publishedMs / 1_000)} s, courriels partis à ${shown(closed.mailedMs / 1_000)} s, ` +
        `${shown(closed.mailedMs / size, 2)} ms par médecin, ${closing} événements de clôture et ${deliveries} d’envoi ` +
        `(${shown((closing + deliveries) / (size / 100))} pour cent états), mémoire ${Math.round(closed.rss)} Mo au plus`,
    );
  }
  return [...monthFaults(found), ...(await drawing(stage, found))];
}

function monthFaults(found: readonly Closed[]): readonly string[] {
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return ['aucune clôture'];
  const perDoctor = found.map(({ mailedMs, doctors }) => mailedMs / doctors);
  const ratio = Math.max(...perDoctor) / Math.min(...perDoctor);
  const all = ({ events: { closing, deliveries } }: Closed): number => closing + deliveries;
  const further = found.length < 2 ? Number.NaN : ((all(last) - all(first)) / (last.doctors - first.doctors)) * 100;
  const memory = Math.max(...found.map(({ rss }) => rss)) / first.rss;
  say(
    `  temps par médecin : du simple à ${shown(ratio, 2)} ; chaque centaine de plus : ${shown(further)} événements ; mémoire : du simple à ${shown(memory, 2)}`,
  );
  return [
    ...(ratio <= spread ? [] : [`temps par médecin ${shown(ratio, 2)}`]),
    ...(further <= eventsPerHundred ? [] : [`${shown(further)} événements pour cent états`]),
    ...(memory <= growth ? [] : [`mémoire ${shown(memory, 2)}`]),
  ];
}

async function drawing(stage: Stage, found: readonly Closed[]): Promise<readonly string[]> {
  const month = found.findLast(({ doctors }) => doctors <= 1_000) ?? found[0];
  if (month === undefined) return [];
  const { on, off } = await drawnTwice(stage, month.collectivity);
  const line = ({ ms, p99, max }: Drawing): string =>
    `${shown((month.doctors / ms) * 1_000, 0)} par seconde, retard du fil principal p99 ${shown(p99)} ms, au plus ${shown(max)} ms`;
  say(`Le tracé de ${month.doctors} états`);
  say(`  sur le fil principal : ${line(on)}`);
  say(`  sur un fil à part : ${line(off)}`);
  return [...(on.digests === off.digests ? [] : ['octets différents']), ...(off.p99 < on.p99 ? [] : ['retard du fil principal'])];
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
