import { randomBytes } from 'node:crypto';
import { deliver, giveUp } from '../../activities/deliver';
import { perform } from '../../activities/perform';
import { sealMail } from '../../activities/sealed-mail';
import { instant, plus, type Instant } from '../../domain/dates';
import type { DossierId } from '../../domain/ids';
import type { Outcome } from '../../domain/nouns';
import { linkOf, linksWrite } from '../../store/links';
import { together } from '../../store/together';
import { describeOnDatabases } from '../databases';
import { settings } from '../rig';
import { command, engineSetting, openRound, type EngineSetting } from './engine-setting';

const start = instant('2026-09-01T06:00:00.000Z');
const mail = 'asked/m0';

describeOnDatabases('the time that a person is given starts when the mail has left', (rig) => {
  let setting: EngineSetting;
  let round: DossierId;
  let token: string;
  beforeEach(async () => {
    setting = await engineSetting(rig.db);
    round = await openRound(setting, ['a']);
    token = randomBytes(32).toString('base64url');
    await ask();
  });

  /** The mail that asks for a signature within thirty days, written at the start and not sent. */
  const ask = (): Promise<void> => {
    const { context, collectivity } = setting;
    const of = { collectivity, noun: 'signature-round', dossier: round, ref: 'a' } as const;
    const sealed = sealMail(context.keyring, mail, { name: 'A', to: 'a@parties.example', bytes: Buffer.from('x') });
    const row = { ...of, id: mail, command: 'asked', n: 0, kind: 'test', uid: null, sequence: null, method: null };
    const link = { ...of, token, item: null, purpose: 'sign', message: mail, until: plus(start, { days: 30 }) };
    return context.db.transaction(collectivity, (tx) =>
      together(tx, [
        linksWrite(tx, [link]),
        tx.insertInto('outbox').values({ ...row, message_id: `<${token}@relais.invalid>`, sealed, created_at: start, left_at: null }),
      ]),
    );
  };
  const daysGoBy = (days: number): Promise<Outcome> => {
    const clock = { kind: 'rehearsal', origin: plus(start, { days }), anchor: Date.now(), speed: 1 } as const;
    return perform(
      setting.context,
      command(setting.collectivity, 'collectivity', setting.collectivity, { type: 'set', settings: settings('/nowhere', clock) }),
    );
  };
  const expire = (): Promise<Outcome> =>
    perform(setting.context, {
      ...command(setting.collectivity, 'signature-round', round, { type: 'fall-due', due: 'expiry' }),
      by: { kind: 'clock' },
    });
  const linkUntil = async (): Promise<Instant | undefined> => (await linkOf(rig.db.kysely, token))?.until;
  const send = (): Promise<void> => deliver(setting.context, setting.collectivity, mail);

  test('sent at once, the question closes on its date', async () => {
    await send();
    await daysGoBy(31);
    expect(await expire()).toMatchObject({ refusals: [], standing: { status: 'expired' } });
  });

  test('while the mail waits, the question stays open and its date recedes', async () => {
    await daysGoBy(31);
    const { refusals, standing } = await expire();
    expect({ refusals, status: standing?.status }).toEqual({ refusals: [], status: 'open' });
    expect(standing?.dues.find(({ what }) => what === 'expiry')?.at).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  });

  test('sent ten days late, the question and its link last ten days more', async () => {
    await daysGoBy(10);
    await send();
    expect((await linkUntil())?.slice(0, 10)).toBe('2026-10-11');
    await daysGoBy(39);
    expect((await expire()).standing?.status).toBe('open');
    await daysGoBy(41);
    expect((await expire()).standing?.status).toBe('expired');
  });

  test('given up, it counts from the day on which an administrator said how it was dealt with', async () => {
    await giveUp(setting.context, setting.collectivity, mail);
    await daysGoBy(35);
    expect((await expire()).standing?.status).toBe('open');
    await perform(
      setting.context,
      command(setting.collectivity, 'signature-round', round, { type: 'settle-undelivered', message: mail, reason: 'Lu au téléphone.' }),
    );
    await daysGoBy(64);
    expect((await expire()).standing?.status).toBe('open');
    await daysGoBy(66);
    expect((await expire()).standing?.status).toBe('expired');
  });
});
