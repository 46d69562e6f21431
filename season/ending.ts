import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { frenchMonth, instantMs, lastDay, month } from '../domain/dates';
import { projectRoot } from '../runtime/config';
import { answersKept, openedAgain } from './answers';
import { amountPattern, centsOf, closedAmount, pdfText, tableRows } from './documents';
import { mailsOf } from './chaos/unrest';
import { chaosVerdicts } from './chaos/verdicts';
import type { instance } from './instance';
import { invariants, type Evidence } from './invariants';
import { postOffice, type Mail } from './mailbox';
import { controlTotals } from './month-forms';
import { printed } from './print';
import { reportSchema, type Report } from './report';
import type { Json } from './api-user';
import { all, type Season } from './season';
import { isTold, papersIn, papersTrue, tell } from './telling';

/** Gathers what the season left in files, mails and answers, checks its invariants, writes the report and prints it. */
export async function close(
  season: Season,
  running: Awaited<ReturnType<typeof instance>>,
  started: number,
  { chaos, beside }: { readonly chaos: Report['chaos'] | null; readonly beside: Report['invariants'] },
): Promise<boolean> {
  const { options, desk, months, collectivity, url } = season;
  const mails = await everyMail(season);
  const files = await statementsOf(season);
  const statements = files.map(({ statement }) => statement);
  const invites = mails.flatMap(inviteOf);
  const { days, closedById } = await daysOf(season, invites);
  const tables = await tablesOf(season);
  const covers = (await all(desk.auditor, '/covers')).map(({ id, day, track, status }) => ({ id, day, track, state: status }));
  const evidence: Evidence = {
    days: days.map((day) => ({ ...day, closed: closedById.get(day.id) === true })),
    statements,
    invites,
    tables,
    cap: 4,
    notices: mails.map(({ to, kind, subject, file, date, text }) => ({ recipient: to, kind, subject, file, at: date, slot: slotOf(text) })),
    pdfTotals: Object.fromEntries(files.map(({ statement, text }) => [statement.number, closedAmount(text)])),
    mailTotals: Object.fromEntries(statements.map(({ number, netCents }) => [number, mailTotal(mails, number, Math.abs(netCents))])),
    controls: await controlTotals(season),
    told: await toldTo(season, mails),
    owedThrough: options.approval === null ? null : lastDay(months[1]),
    tasks: await tasksOf(season),
  };
  const scenes = season.scenes.all();
  const kinds = mails.map(({ kind }) => kind);
  const report: Report = reportSchema.parse({
    parameters: {
      seed: options.seed,
      doctors: options.doctors,
      start: options.start,
      speed: options.speed,
      months: [...months],
      collectivity,
      url,
    },
    days,
    covers,
    statements,
    tables: tables.map(({ month, file, rows, totalCents }) => ({ month, file, rows, totalCents })),
    messages: mails.map(messageOf),
    scenes,
    invariants: [
      ...heldBy(options, [...invariants(evidence), answersKept(await openedAgain(season.stage.answered, season.stage.browser))]),
      ...(chaos ? chaosVerdicts(chaos) : []),
      ...beside,
      ...(options.check && isTold(options) ? papersTrue(papersIn(join(projectRoot(), 'docs')), [...scenes], kinds) : []),
    ],
    ...(chaos ? { chaos } : {}),
    lateness: latenessOf(season, started),
  });
  writeFileSync(join(options.out, 'report.json'), JSON.stringify(report, null, 2));
  if (options.tell !== null) tell(options.tell, { report, mails });
  process.stdout.write(`${printed(report, running, season.stage)}\n`);
  return inOrder(report, season.stage.faults);
}

/** What the exit code says: every invariant holds, every planned scene was played as planned, and nobody was hindered. */
export function inOrder({ invariants: checked, scenes }: Pick<Report, 'invariants' | 'scenes'>, hindrances: readonly string[]): boolean {
  return checked.every(({ holds }) => holds) && scenes.length > 0 && scenes.every(({ ok }) => ok) && hindrances.length === 0;
}

/** A story of its own shows only a part of what a whole season must show. */
function heldBy({ story }: Season['options'], checked: Report['invariants']): Report['invariants'] {
  return checked.filter(({ cases }) => story === null || cases > 0);
}

async function everyMail({ options, clock }: Season): Promise<readonly Mail[]> {
  const post = postOffice(mailsOf(options), clock);
  await post.fresh();
  return post.all().toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

const unfolded = (ics: string): string => ics.replaceAll(/\r\n[ \t]/g, '');
const property = (ics: string, name: string): string => new RegExp(`^${name}(?:;[^:]*)?:(.*)\\r?$`, 'm').exec(ics)?.[1] ?? '';

type Invite = Evidence['invites'][number] & { readonly date: string };
function inviteOf({ invite, to, file, date }: Mail): readonly Invite[] {
  if (invite === null) return [];
  const ics = unfolded(invite);
  const event = ics.slice(ics.indexOf('BEGIN:VEVENT'));
  const start = property(event, 'DTSTART');
  return [
    {
      recipient: to,
      uid: property(event, 'UID'),
      sequence: Number(property(event, 'SEQUENCE')),
      method: property(ics, 'METHOD'),
      file,
      at: date,
      date: `${start.slice(0, 4)}-${start.slice(4, 6)}-${start.slice(6, 8)}`,
    },
  ];
}

function messageOf(mail: Mail): Report['messages'][number] {
  const invite = inviteOf(mail)[0];
  return {
    file: `mails/${mail.file}`,
    kind: mail.kind,
    recipient: mail.to,
    messageId: mail.messageId,
    uid: invite?.uid ?? null,
    method: invite?.method ?? null,
    sequence: invite?.sequence ?? null,
  };
}

async function daysOf(
  { desk }: Season,
  invites: readonly Invite[],
): Promise<{ readonly days: readonly Report['days'][number][]; readonly closedById: ReadonlyMap<string, boolean> }> {
  const [days, sites, people] = [
    await all(desk.head, '/consultation-days'),
    await all(desk.head, '/sites'),
    await all(desk.head, '/people'),
  ];
  const addressesOf = new Map(
    people.map(({ id, email, formerEmails = [] }) => [id, [email, ...formerEmails.map((each: { readonly email: string }) => each.email)]]),
  );
  const zoneOf = new Map(sites.map(({ id, zone }) => [id, zone]));
  const last = new Map(invites.map((invite) => [invite.uid, invite]));
  return {
    closedById: new Map(days.map(({ id, closed }) => [id, closed])),
    days: days.map(({ id, doctor, site, date, halves, attested, status }) => {
      const mine = [...last.values()].filter(
        (invite) => addressesOf.get(doctor)?.includes(invite.recipient) === true && invite.date === date,
      );
      return {
        id,
        doctor,
        site,
        date,
        zone: zoneOf.get(site) ?? '',
        halves,
        attested: attested.map(({ half }: { readonly half: string }) => half),
        state: status,
        uids: mine.map(({ uid }) => uid),
        sequence: Math.max(0, ...mine.map(({ sequence }) => sequence)),
      };
    }),
  };
}

type StatementFile = { readonly statement: Report['statements'][number]; readonly text: string };
async function statementsOf({ desk, options }: Season): Promise<readonly StatementFile[]> {
  const folder = join(options.out, 'documents');
  mkdirSync(folder, { recursive: true });
  const files: StatementFile[] = [];
  for (const statement of await all(desk.accountant, '/statements')) {
    const bytes = await desk.accountant.bytes(`/statements/${statement.id}/pdf`);
    const file = `documents/${String(statement.number).replaceAll(/[^A-Za-z0-9-]/g, '_')}.pdf`;
    writeFileSync(join(options.out, file), bytes);
    const line = ({ date, quantity, unit, amount, payer, kind }: Json): Report['statements'][number]['lines'][number] => ({
      date,
      halfDays: quantity,
      unitCents: unit,
      amountCents: amount,
      payer,
      kind: kind ?? 'information',
    });
    const printedStatement = {
      number: statement.number,
      doctor: statement.doctor,
      month: statement.month,
      file,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      state: statement.status,
      kind: statement.kind,
      netCents: statement.net,
      informationCents: statement.informationTotal,
      lines: [...statement.lines, ...statement.information].map(line),
    };
    files.push({ statement: printedStatement, text: await pdfText(bytes) });
  }
  return files;
}

type Table = Report['tables'][number] & { readonly totals: Readonly<Record<string, number>> };
async function tablesOf({ desk, options }: Season): Promise<readonly Table[]> {
  mkdirSync(join(options.out, 'tables'), { recursive: true });
  const tables: Table[] = [];
  for (const { id, month } of await all(desk.accountant, '/month-closings')) {
    const bytes = await desk.accountant.bytes(`/month-closings/${id}/table`);
    const file = `tables/${month}.csv`;
    writeFileSync(join(options.out, file), bytes);
    const rows = tableRows(bytes.toString('utf8'));
    const totals: Record<string, number> = {};
    for (const row of rows)
      if (row['Nature'] !== 'pour information')
        totals[row['Numéro'] ?? ''] = (totals[row['Numéro'] ?? ''] ?? 0) + centsOf(row['Montant dû (€)'] ?? '0,00');
    tables.push({ month, file, rows: rows.length, totalCents: Object.values(totals).reduce((sum, total) => sum + total, 0), totals });
  }
  return tables;
}

/** The net as the doctor's own mail says it; null when no mail speaks of that number with that amount. */
function mailTotal(mails: readonly Mail[], number: string, net: number): number | null {
  const said = mails
    .filter(({ kind, text }) => kind === 'statement-copy' && text.includes(number))
    .flatMap(({ text }) => (text.match(amountPattern) ?? []).map(centsOf));
  return said.includes(net) ? net : (said[0] ?? null);
}

/** The day that a mail is about, as its reader finds it: its lines « Médecin », « Date » and « Lieu ». */
export function slotOf(text: string): string | null {
  const line = (name: string): string | undefined => new RegExp(`^${name}\\s:\\s([^,\\r\\n]+)`, 'm').exec(text)?.[1]?.trim();
  const [doctor, date, site] = [line('Médecin'), line('Date'), line('Lieu')];
  return doctor === undefined || date === undefined || site === undefined ? null : `${date}, ${site}, ${doctor}`;
}

/** The half-days that a monthly mail lists: « 29 décembre 2026, lieu : forfait, payeur : 2 demi-journées à … ». */
export function listedIn(text: string): readonly { readonly date: string; readonly halfDays: number }[] {
  const lines = text.matchAll(/^(\d{1,2})(?:er)?\s(\p{L}+\s\d{4}), .*\s:\s(\d+)\sdemi-journées?\sà\s/gmu);
  return [...lines].map(([, day = '', words = '', count]) => ({
    date: `${monthNamed(words)}-${day.padStart(2, '0')}`,
    halfDays: Number(count),
  }));
}

function monthNamed(words: string): string {
  const year = words.slice(-4);
  const months = Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`);
  return months.find((each) => frenchMonth(month(each)) === words.replace(/\s/, ' ')) ?? words;
}

/** D7: doctors to whom the département owes nothing; what any other is told in a mail must be in a document, too. */
export function paidByOthers(
  programmes: readonly { readonly id: string; readonly components: readonly { readonly payer: string }[] }[],
  engagements: readonly { readonly doctor: string; readonly programme: string }[],
): readonly string[] {
  const ours = programmes.filter(({ components }) => components.some(({ payer }) => payer === 'collectivity')).map(({ id }) => id);
  const paid = engagements.filter(({ programme }) => ours.includes(programme)).map(({ doctor }) => doctor);
  return engagements.map(({ doctor }) => doctor).filter((doctor) => !paid.includes(doctor));
}

async function toldTo({ desk: { head } }: Season, mails: readonly Mail[]): Promise<Evidence['told']> {
  const people = await all(head, '/people');
  const others = paidByOthers(await all(head, '/programmes'), await all(head, '/engagements'));
  return mails
    .filter(({ kind }) => kind === 'month-information')
    .flatMap(({ to, text }) => listedIn(text).map((line) => ({ ...line, doctor: people.find(({ email }) => email === to)?.id ?? to })))
    .filter(({ doctor }) => others.includes(doctor));
}

const plural: Readonly<Record<string, string>> = { person: 'people', 'month-closing': 'month-closings' };

async function tasksOf({ desk }: Season): Promise<Evidence['tasks']> {
  const { items } = await desk.head.get('/tasks');
  const tasks: { id: string; dossierClosed: boolean }[] = [];
  for (const { id, noun, dossier } of items)
    tasks.push({ id, dossierClosed: (await desk.head.get(`/${plural[noun] ?? `${noun}s`}/${dossier}`)).closed === true });
  return tasks;
}

/** How long the season took, and how late mails came in simulated hours (a mail's date is the moment that caused it). */
function latenessOf({ stage: { arrivals }, clock }: Season, started: number): Report['lateness'] {
  const late = arrivals.map(({ sent, seenAt }) => (instantMs(seenAt) - sent) / 3_600_000).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((late[Math.floor((late.length - 1) * share)] ?? 0) * 10) / 10;
  return { seconds: Math.round((Date.now() - started) / 100) / 10, mailHoursMedian: at(0.5), mailHoursWorst: clock.speed > 0 ? at(1) : 0 };
}
