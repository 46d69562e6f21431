import { at, lastDay, plusDays, type Month } from '../../domain/dates';
import { paris } from '../clock';
import type { Page } from '../page';
import { all, type Season } from '../season';
import { people } from './setting';

/** A month closed as it is every month: its draft, an approval by somebody who attested nothing, its documents. */
export async function closedMonth({ desk, clock, seen }: Season, month: Month): Promise<string> {
  await clock.until(at(plusDays(lastDay(month), 2), '11:00', paris));
  const { id } = await desk.head.post('/month-closings', { month });
  const status = async (): Promise<string> => (await desk.head.get(`/month-closings/${id}`)).status;
  await seen('le projet du mois', 6, async () => (await status()) === 'draft');
  const { totals, digest } = await desk.approver.get(`/month-closings/${id}/draft`);
  await desk.approver.post(`/month-closings/${id}/approval`, { totals, digest });
  await seen('les états publiés', 6, async () => ['published', 'settled'].includes(await status()));
  return id;
}

/** The documents that the accountant's page still asks about. */
export function openDocuments({ html }: Pick<Page, 'html'>): readonly string[] {
  const forms = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(
    ([form]) => /name="statement"[^>]*value="([^"]+)"/.exec(form)?.[1] ?? '',
  );
  return [...new Set(forms)].filter((id) => id !== '');
}

/** From the mailed page, with the number of each order to pay or to recover. */
export async function takenInCharge({ desk, stage, seen, clock }: Season, closing: string): Promise<void> {
  const issued = (await all(desk.accountant, '/statements')).filter((each) => each.closing === closing);
  const mail = await seen('le courriel à la paierie', 6, () =>
    Promise.resolve(
      stage
        .mailsOf(people.accountant.email)
        .find(({ kind, text }) => kind === 'statements-published' && text.includes(String(issued[0]?.number))),
    ),
  );
  await clock.hours(5);
  const link = mail.link ?? '';
  for (const [n, statement] of openDocuments(await stage.browser.open(link)).entries()) {
    const answer = await stage.browser.send(link, { statement, act: 'acknowledge', paymentOrder: `M-${n + 1}`, on: clock.today() });
    if (answer.status >= 300) throw new Error(`paierie : ${answer.status} ${answer.title}`);
  }
  await seen('la prise en charge', 4, async () => (await desk.head.get(`/month-closings/${closing}`)).status === 'settled');
}
