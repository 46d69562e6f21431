import { randomBytes } from 'node:crypto';
import type { Closing } from '../../domain/closing-state';
import { instant } from '../../domain/dates';
import { collectivityId, dossierId } from '../../domain/ids';
import { liquidate } from '../../domain/liquidation';
import { linksWrite } from '../../store/links';
import { together } from '../../store/together';
import { describeOnDatabases } from '../databases';
import { act, announced, facts, input, seen } from '../domain/closing-builders';
import { approver, doctor, engagement, paidBy, someTerms } from '../domain/money-builders';
import { apiRig, givenCollectivity, type ApiRig } from './api-rig';

const paidByCpam = facts({
  liquidation: liquidate({ ...input, terms: { [engagement]: someTerms({ components: [paidBy('cpam')] }) } }),
  by: approver,
});
const draft = act(announced, { type: 'freeze' }, paidByCpam).state;
const untold = act(act(draft, seen(draft), paidByCpam).state, { type: 'issue' }, paidByCpam).state;
const toldUpTo = (through: string): Closing =>
  act(untold, { type: 'publish' }, facts({ telling: { after: null, through: dossierId(through) } })).state;

describeOnDatabases('D7: the link of the monthly mail', (rig) => {
  let api: ApiRig;
  let collectivity: string;
  beforeAll(async () => {
    api = await apiRig(rig.db);
    ({ id: collectivity } = await givenCollectivity(api));
  }, 60_000);
  afterAll(() => api.stop());

  const linkOf = async (closing: Closing): Promise<string> => {
    const token = randomBytes(32).toString('base64url');
    const id = `closing-${token.replaceAll(/[^a-z]/g, '')}`;
    const row = { collectivity, id, version: 1, status: closing.status, closed: false, next_due: null, body: JSON.stringify(closing) };
    const to = { collectivity, noun: 'month-closing', dossier: id, item: doctor, purpose: 'month-contest', ref: doctor };
    await rig.db.transaction(collectivityId(collectivity), async (tx) => {
      await tx.insertInto('month_closings').values(row).execute();
      await together(tx, [linksWrite(tx, [{ ...to, token, message: 'm-1', until: instant('2200-01-01T00:00:00.000Z') }])]);
    });
    return `${api.url}/l/${token}`;
  };

  test('shows its month to a doctor who was told of it, and asks what is wrong in it, while others have still to be told', async () => {
    const link = await linkOf(toldUpTo('dr-z'));
    const shown = await fetch(link);
    const text = await shown.text();
    expect([shown.status, text.includes('mardi 10 mars 2026'), text.includes('Signaler une erreur')]).toEqual([200, true, true]);
    expect((await fetch(link, { method: 'POST', body: new URLSearchParams({ reason: '' }) })).status).toBe(422);
  });

  test.each([
    ['before anybody is', untold],
    ['before he is', toldUpTo('dr-0')],
  ])('is nothing for a doctor %s told', async (_when, closing) => {
    expect((await fetch(await linkOf(closing))).status).toBe(404);
  });
});
