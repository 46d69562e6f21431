import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { z } from 'zod';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = (): string | undefined => places.find((place) => existsSync(place));

/** Why pages cannot be looked at on this machine; null when they can. */
export function missingChromium(): string | null {
  return found() === undefined ? 'Chromium n’est pas installé (paquet Debian « chromium »)' : null;
}

export async function openChromium(): Promise<Browser> {
  const executablePath = found();
  if (executablePath === undefined) throw new Error(missingChromium() ?? '');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--lang=fr', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** A desk screen; a narrow one in the dark; the desk screen enlarged twice, which leaves half of its points. */
export const looks = [
  { name: '1280', width: 1280, height: 900, scale: 1, dark: false },
  { name: '320', width: 320, height: 720, scale: 1, dark: true },
  { name: '200 %', width: 640, height: 450, scale: 2, dark: false },
] as const;
export type Look = (typeof looks)[number];

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const inPage = readFileSync(join(__dirname, 'in-page.js'), 'utf8');

export function newContext(browser: Browser, { width, height, scale, dark }: Look, cookies: readonly Cookie[]): Promise<BrowserContext> {
  return browser
    .newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'fr-FR',
      bypassCSP: true,
    })
    .then(async (context) => {
      await context.addCookies([...cookies]);
      await context.addInitScript({ content: inPage });
      return context;
    });
}
export type Cookie = { readonly name: string; readonly value: string; readonly url: string };

const strings = z.array(z.string());
const violations = z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

/** Faults of form, and those of axe: WCAG 2.2 to level AA and its good practices. */
export async function looked(page: Page): Promise<readonly string[]> {
  await page.evaluate('look.unfold()');
  const shape = strings.parse(await page.evaluate('look.shape()'));
  await page.evaluate(axe);
  const ran = violations.parse(
    await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)'),
  );
  return [...shape, ...ran.map(({ id, help, nodes }) => `axe ${id} : ${help} (${nodes.length}) ${nodes[0]?.html.slice(0, 160) ?? ''}`)];
}

/** A date is several stops for Tab. */
const stopsPerControl = 3;
/** Keys go in bursts: a round trip for each would take most of the time. */
const burst = 20;

/** From the top of the page with Tab alone, as far as it leads: the page itself notes where the focus came, and whether it was seen. */
export async function walked(page: Page): Promise<readonly string[]> {
  const controls = z.number().parse(await page.evaluate('look.start()'));
  const keys = await page.context().newCDPSession(page);
  const tab = { type: 'rawKeyDown', key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 } as const;
  for (let stop = 0; stop < controls * stopsPerControl; stop += burst) {
    await Promise.all(Array.from({ length: burst }, () => keys.send('Input.dispatchKeyEvent', tab)));
    if ((await page.evaluate('look.isOver()')) === true) break;
  }
  await keys.detach();
  return strings.parse(await page.evaluate('look.walk()'));
}

const formSchema = z.array(z.object({ n: z.number(), label: z.string(), target: z.string().nullable() }));

/** Each form leaves with Enter; it is held back, so that nothing is done. */
export async function entered(page: Page): Promise<{ readonly forms: number; readonly found: readonly string[] }> {
  const forms = formSchema.parse(await page.evaluate('look.forms()'));
  const found: string[] = [];
  for (const { n, label, target } of forms) {
    if (target !== null) await page.locator(target).first().press('Enter');
    const sent = z
      .string()
      .nullable()
      .parse(await page.evaluate('look.sent()'));
    if (sent !== String(n)) found.push(`Entrée n’envoie pas le formulaire : ${label}`);
  }
  return { forms: forms.length, found };
}

/** The forms of a page that refuse to be sent empty, by their place. */
export async function refusable(page: Page): Promise<readonly number[]> {
  return z.array(z.number()).parse(await page.evaluate('look.refusable()'));
}

export async function sendEmpty(page: Page, form: number): Promise<number> {
  const [response] = await Promise.all([
    page.waitForResponse((each) => each.request().method() === 'POST'),
    page.waitForEvent('load'),
    page.evaluate(`look.sendEmpty(${form})`),
  ]);
  return response.status();
}
