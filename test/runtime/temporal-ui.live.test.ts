import type { Payload } from '@temporalio/common';
import { rehearsalCeiling } from '../../api/main';
import { instantAt } from '../../domain/clock';
import { dateIn, plusDays, timeZone, weekday, type CivilDate } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import { words } from '../../templates/french';
import { dossierRun } from '../../workflows/contract';
import { kindOf, linkIn, recipientOf, rehearsal, startRig, type Rig } from '../rig';
import { contactMail, daySetting, doctorMail, engagement } from './day-setting';

let rig: Rig;
let id = '';
const clock = rehearsal(600);
beforeAll(async () => {
  rig = await startRig({ clock });
  const site = await daySetting((path, body) => rig.call('administrator', 'POST', path, body), rig.context.db, rig.collectivity);
  const proposed = await rig.call('administrator', 'POST', '/consultation-days', {
    engagement,
    site,
    date: aTuesday(),
    halves: ['morning'],
  });
  id = proposed.body.id;
}, 120_000);
afterAll(() => rig.stop(), 60_000);

/** The site opens on Tuesdays. */
function aTuesday(): CivilDate {
  const soon = plusDays(dateIn(instantAt(clock, Date.now()), timeZone('Europe/Paris')), 20);
  return plusDays(soon, (9 - weekday(soon)) % 7);
}

const run = (): string => dossierRun({ noun: 'consultation-day', collectivity: rig.collectivity, dossier: dossierId(id) });
const handle = (): ReturnType<Rig['context']['client']['workflow']['getHandle']> => rig.context.client.workflow.getHandle(run());
const found = async (query: string): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const { workflowId } of rig.context.client.workflow.list({ query })) ids.push(workflowId);
  return ids;
};

/** What the UI shows beside the events: it asks the codec endpoint for the same decoding. */
async function summaries(): Promise<readonly string[]> {
  const { events } = await handle().fetchHistory();
  const { payloadCodecs } = rig.context.client.options.loadedDataConverter;
  const sealed: Payload[] = (events ?? []).flatMap(({ userMetadata }) => (userMetadata?.summary ? [userMetadata.summary] : []));
  const clear = await payloadCodecs.reduce<Promise<Payload[]>>(
    async (payloads, codec) => codec.decode(await payloads),
    Promise.resolve(sealed),
  );
  return clear.map(({ data }) => String(JSON.parse(Buffer.from(data ?? []).toString('utf8'))));
}

async function card(): Promise<string> {
  const { currentDetails } = await handle().query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails;
}

describe('the Temporal UI', () => {
  test('a workflow is named, and its details say in French where the dossier stands and what comes next', async () => {
    const described = await handle().describe();
    expect(await described.staticSummary()).toBe('Journée de consultation');
    expect(await card()).toMatch(/^\*\*Journée de consultation\*\*\s: proposée\n\nProchaines échéances\s:\n- .+\s: .+2026/);
  });

  test('its timers are named in French, not by our codes', async () => {
    const named = await rig.eventually('a timer', async () => (await summaries()).length > 1 && summaries());
    const french = Object.values(words['consultation-day'].dues);
    expect(named.slice(1).filter((name) => !french.some((label) => name.startsWith(label)))).toEqual([]);
    expect(named.length).toBeGreaterThan(1);
  });

  test('R-43: one filters by noun, status, dossier, collectivity, next date and end', async () => {
    const query = (status: string): string =>
      `RelaisCollectivity = '${rig.collectivity}' AND RelaisNoun = 'consultation-day' AND RelaisStatus = '${status}' AND RelaisClosed = false`;
    expect(
      await rig.eventually('the day in the list', async () => (await found(query('proposed'))).length > 0 && found(query('proposed'))),
    ).toEqual([run()]);
    expect(await found(`RelaisDossier = '${id}' AND RelaisNextDue < '2100-01-01T00:00:00Z'`)).toEqual([run()]);

    const asked = linkIn(await rig.mail((mail) => kindOf(mail) === 'day-proposed' && recipientOf(mail) === contactMail));
    expect((await rig.post(asked, { answer: 'refuse', reason: 'date' })).status).toBe(200);
    const closed = `RelaisDossier = '${id}' AND RelaisStatus = 'declined' AND RelaisClosed = true`;
    await rig.eventually('the closed day in the list', async () => (await found(closed)).length === 1);
    expect(await found(`RelaisDossier = '${id}' AND RelaisNextDue > '2000-01-01T00:00:00Z'`)).toEqual([]);
  });

  test('R-50: nothing personal is readable there without the codec', async () => {
    const { events } = await handle().fetchHistory();
    const raw = JSON.stringify(events);
    for (const secret of ['Lefèvre', doctorMail, 'Huriel']) {
      expect(raw).not.toContain(secret);
      expect(raw).not.toContain(Buffer.from(secret).toString('base64').slice(0, 8));
    }
  });
});

test('D17: the timers of a server that is not ours are timed by a workflow, and give the fastest rehearsal', async () => {
  const measured = await rehearsalCeiling(rig.context.client)();
  expect(measured?.speed).toBeGreaterThan(0);
  expect(measured?.speed).toBeLessThanOrEqual(1);
  expect(measured?.reason === null).toBe(measured?.speed === 1);
}, 60_000);
