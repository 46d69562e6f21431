import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { smtpTransport } from '../../../activities/adapters/smtp';
import type { OutgoingMail, SendResult } from '../../../activities/ports';
import { moodOf, roughSink, sinkFaults, type RoughSink, type SinkFault } from '../../../season/chaos/rough-sink';
import { postOffice } from '../../../season/mailbox';
import { testFolder } from '../../databases';

const folder = testFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = [
  'Message-ID: <one@relais>',
  'Date: Tue, 01 Sep 2026 08:00:00 +0000',
  'X-Relais-Kind: test',
  'To: a@lieu.example',
  'Subject: x',
];
const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\nBonjour\r\n.\r\n..et un point\r\n`);
const mail: OutgoingMail = { envelope: { from: 'relais@relais.example', to: 'a@lieu.example' }, bytes, messageId: '<one@relais>' };

/** A sink whose nth mail meets the nth fault; `null` and what follows are taken. */
async function sinkOf(name: string, faults: readonly (SinkFault | null)[]): Promise<RoughSink & { readonly mails: string }> {
  const moods = [...faults];
  const mails = join(folder, name);
  return { ...(await roughSink(mails, () => moods.shift() ?? null)), mails };
}

async function sent({ url }: RoughSink): Promise<SendResult> {
  const relay = smtpTransport({
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    secure: false,
    requireTls: false,
    mailsPerMinute: 0,
    timeouts: { connectMs: 2_000, greetingMs: 2_000, silenceMs: 2_000 },
  });
  try {
    return await relay.send(mail);
  } finally {
    await relay.close();
  }
}

const kept = (mails: string): readonly Buffer[] => readdirSync(mails).map((name) => readFileSync(join(mails, name)));

test('a mail that is taken is kept byte for byte, lines of dots included', async () => {
  const sink = await sinkOf('plain', []);
  expect(await sent(sink)).toMatchObject({ kind: 'sent' });
  expect(kept(sink.mails)).toEqual([bytes]);
  await sink.stop();
});

test.each([
  ['closing-421', 'failed', 0],
  ['sender-451', 'failed', 0],
  ['recipient-450', 'failed', 0],
  ['data-452', 'failed', 0],
  ['content-451', 'failed', 0],
  ['dropped-before-keeping', 'unknown', 0],
  ['dropped-after-keeping', 'unknown', 1],
] as const)('%s: the sender reads « %s », the sink has kept %d, and the next mail passes', async (fault, kind, count) => {
  const sink = await sinkOf(fault, [fault]);
  expect(await sent(sink)).toMatchObject({ kind });
  expect(kept(sink.mails)).toHaveLength(count);
  expect(await sent(sink)).toMatchObject({ kind: 'sent' });
  expect(kept(sink.mails)).toHaveLength(count + 1);
  expect(sink.faults()[fault]).toBe(1);
  expect(Object.values(sink.faults()).reduce((sum, each) => sum + each, 0)).toBe(1);
  await sink.stop();
});

test('a mail that was kept and is sent again is one mail of its reader, and one double', async () => {
  const sink = await sinkOf('double', ['dropped-after-keeping']);
  const post = postOffice(sink.mails);
  await sent(sink);
  expect(await post.fresh()).toHaveLength(1);
  await sent(sink);
  expect(await post.fresh()).toEqual([]);
  expect([post.all().length, post.doubles()]).toEqual([1, 1]);
  const later = postOffice(sink.mails);
  expect((await later.fresh()).map(({ file }) => file)).toEqual(['000001.eml']);
  expect(later.doubles()).toBe(1);
  await sink.stop();
});

test('the moods of a seed are its own: every fault within a season’s mails, and most mails pass', () => {
  const of = (seed: number): readonly (SinkFault | null)[] => {
    const mood = moodOf(seed);
    return Array.from({ length: 850 }, mood);
  };
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
  for (const seed of [1, 2, 3]) {
    const moods = of(seed);
    for (const fault of sinkFaults) expect(moods).toContain(fault);
    expect(moods.filter((mood) => mood === null).length).toBeGreaterThan(680);
  }
});
