import { writeFileSync } from 'node:fs';
import type { StatementDocument } from '../../templates/statement-document';
import type { EngineName, Measure } from './measure';
import type { Page } from './page';
import { pool } from './pool';

/** One library in a process of its own: its first document, a warm-up, then as many as it draws in the time or the count given. */
type Draw = (document: StatementDocument) => Uint8Array | Promise<Uint8Array>;

/** Loaded when asked for: what another library costs to load is not this one's time. */
const engines: Readonly<Record<EngineName, () => Promise<Draw>>> = {
  relais: async () => (await import('../../templates/statement-pdf.js')).renderStatement,
  pdfkit: async () => ofPage((await import('./peers/pdfkit.js')).pdfkit),
  pdfmake: async () => ofPage((await import('./peers/pdfmake.js')).pdfmake),
  '@react-pdf/renderer': async () => ofPage((await import('./peers/react-pdf.js')).reactPdf),
  jspdf: async () => ofPage((await import('./peers/jspdf.js')).jspdf),
  'pdf-lib': async () => ofPage((await import('./peers/pdf-lib.js')).naivePdfLib),
};

async function ofPage(draw: (page: Page) => Promise<Uint8Array>): Promise<Draw> {
  const { pageOf } = await import('./page.js');
  return (document) => draw(pageOf(document));
}

function isEngine(name: string): name is EngineName {
  return name in engines;
}

async function main([name = '', seconds = '', count = '', sample = '']: readonly string[]): Promise<void> {
  if (!isEngine(name)) throw new RangeError(`no such library: ${name}`);
  const draw = await engines[name]();
  const [first] = pool(1);
  if (first === undefined) throw new RangeError('the pool is empty');
  const bytes = await draw(first);
  tell({ first: true });
  writeFileSync(sample, bytes);
  const documents = pool(300);
  await repeat(draw, documents, 1000, count === '' ? Infinity : 1);
  const cpu = process.cpuUsage();
  const { drawn, took, each } = await repeat(draw, documents, Number(seconds) * 1000, count === '' ? Infinity : Number(count));
  const { user, system } = process.cpuUsage(cpu);
  each.sort((a, b) => a - b);
  const at = (share: number): number => each[Math.floor(each.length * share)] ?? 0;
  const measure: Measure = {
    drawn,
    rate: drawn / (took / 1000),
    cpuRate: drawn / ((user + system) / 1e6),
    p50: at(0.5),
    p95: at(0.95),
    bytes: bytes.length,
    rss: process.resourceUsage().maxRSS / 1024,
  };
  tell(measure);
}

type Repeated = { readonly drawn: number; readonly took: number; readonly each: number[] };

async function repeat(draw: Draw, documents: readonly StatementDocument[], most: number, count: number): Promise<Repeated> {
  const each: number[] = [];
  const start = performance.now();
  let before = start;
  let drawn = 0;
  while (drawn < count && before - start < most) {
    const document = documents[drawn % documents.length];
    if (document !== undefined) await draw(document);
    const now = performance.now();
    each.push(now - before);
    before = now;
    drawn += 1;
  }
  return { drawn, took: before - start, each };
}

function tell(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

void main(process.argv.slice(2));
