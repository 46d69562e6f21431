import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { projectRoot } from '../../runtime/config';
import { entered as signedIn } from '../api/console-setting';
import { rehearsal, startRig, type Rig } from '../rig';
import { consoleStops, linkStops, type Address } from './addresses';
import {
  entered,
  looked,
  looks,
  missingChromium,
  newContext,
  openChromium,
  refusable,
  sendEmpty,
  walked,
  type Cookie,
  type Look,
} from './chromium';
import { mutants } from './mutants';
import { pagesSetting } from './setting';

/** In CI a missing browser is a failure; on a user's machine the bar says that it was not measured. */
const missing = process.env['CI'] === undefined ? missingChromium() : null;
const there = missing === null ? describe : describe.skip;
const out = join(projectRoot(), 'out', 'pages');
const pictures = process.env['RELAIS_PICTURES'] === 'true';

type Report = { pages: number; states: number; looks: number; forms: number; mutants: number; readonly findings: string[] };
const report: Report = { pages: 0, states: 0, looks: looks.length, forms: 0, mutants: 0, findings: [] };
const write = (said: Report | { readonly skipped: string }): void => writeFileSync(join(out, 'report.json'), JSON.stringify(said, null, 2));
// at once: where every test is skipped nothing else runs, and an older report would speak in its place
mkdirSync(out, { recursive: true });
write(missing === null ? report : { skipped: missing });
let rig: Rig;
let browser: Browser;
const stopping: (() => Promise<void>)[] = [];
let stops: readonly Address[] = [];
const cookies: Partial<Record<'administrator' | 'approver', Cookie>> = {};

beforeAll(async () => {
  // ten minutes a second: what waits is still waiting when it is looked at
  rig = await startRig({ clock: rehearsal(600) });
  stopping.push(rig.stop);
  await pagesSetting(rig);
  for (const role of ['administrator', 'approver'] as const) {
    const { body } = await rig.call('administrator', 'POST', `/collectivities/${rig.collectivity}/keys`, { key: { user: 'claire', role } });
    const [name = '', value = ''] = (await signedIn(rig.url, body.key.secret)).cookie().split('=');
    cookies[role] = { name, value, url: rig.url };
  }
  stops = [...(await consoleStops(rig)), ...(await linkStops(rig))];
  browser = await openChromium();
  stopping.unshift(() => browser.close());
}, 120_000);

afterAll(async () => {
  write(report);
  for (const stop of stopping) await stop();
}, 60_000);

const cookiesOf = ({ role }: Address): readonly Cookie[] => {
  const cookie = role === null ? undefined : cookies[role];
  return cookie === undefined ? [] : [cookie];
};

async function picture(page: Page, look: Look, name: string): Promise<void> {
  const file = `${name.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 140)}.${look.width}.png`;
  if (pictures) await page.screenshot({ path: join(out, file), fullPage: true });
}

/** One page in one look; with the keyboard on the desk screen, and its refusals on the narrow one. */
async function visit(page: Page, stop: Address, look: Look): Promise<readonly string[]> {
  const response = await page.goto(stop.url);
  const status = response?.status() ?? 0;
  const found = status >= 500 || status === 0 ? [`la page répond ${status}`] : [];
  found.push(...(await looked(page)));
  await picture(page, look, stop.name);
  if (look.width === 1280) {
    found.push(...(await walked(page)));
    const sent = await entered(page);
    report.forms += sent.forms;
    found.push(...sent.found);
  }
  if (look.width === 320) found.push(...(await refusals(page, stop, look)));
  return found;
}

async function refusals(page: Page, stop: Address, look: Look): Promise<readonly string[]> {
  const found: string[] = [];
  for (const form of await refusable(page)) {
    await page.goto(stop.url);
    const status = await sendEmpty(page, form);
    if (status < 400 || status >= 500) found.push(`le formulaire ${form + 1} vide répond ${status}`);
    found.push(...(await looked(page)).map((each) => `${each} (formulaire ${form + 1} refusé)`));
    await picture(page, look, `${stop.name} refus ${form + 1}`);
    report.states += 1;
  }
  return found;
}

/** Written as it is found: a bar that is stopped has said what it saw. */
function note(found: readonly string[]): readonly string[] {
  report.findings.push(...found);
  if (found.length > 0) write(report);
  return found;
}

async function rounds(look: Look, own: readonly Address[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const role of ['administrator', 'approver', null] as const) {
    const those = own.filter((each) => each.role === role);
    const [first] = those;
    if (first === undefined) continue;
    const context = await newContext(browser, look, cookiesOf(first));
    const page = await context.newPage();
    for (const stop of those) found.push(...note((await visit(page, stop, look)).map((each) => `${stop.name}, ${look.name} : ${each}`)));
    await context.close();
  }
  return found;
}

there('pages in Chromium', () => {
  test.each(looks)(
    'RGAA: every page of the console and of the links, looked at in $name, has nothing to mend',
    async (look) => {
      // two at a time: as many as a small machine has cores
      const halves = [0, 1].map((half) => stops.filter((_, n) => n % 2 === half));
      const found = (await Promise.all(halves.map((half) => rounds(look, half)))).flat();
      report.pages = stops.length;
      expect(found).toEqual([]);
    },
    300_000,
  );

  test.each(mutants)('a page with a fault is not let through: $name', async ({ path, look, change, fault }) => {
    const wanted = looks.find(({ name }) => name === look) ?? looks[0];
    const context = await newContext(browser, wanted, cookiesOf({ name: '', url: '', role: 'administrator' }));
    const page = await context.newPage();
    await page.route(`**${path}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
    await page.goto(`${rig.url}${path}`);
    const found = [...(await looked(page)), ...(await walked(page)), ...(await entered(page)).found];
    await context.close();
    expect(found.join('\n')).toMatch(fault);
    report.mutants += 1;
  });
});
