import { at, firstDay, lastDay, nextMonth, plusDays, yearOf, type Month } from '../../domain/dates';
import { paris } from '../clock';
import type { Json } from '../api-user';
import { kindOf } from '../plan';
import { scenesOf, type Scene } from '../scenes';
import { all, type Season } from '../season';
import type { Page } from '../page';
import { openDocuments } from './month';
import { people } from './setting';

const scene = scenesOf('clôtures');
const twice = 'deux fois';
export const closingScenes = {
  again: scene('seconde demande de clôture', `sans effet, ${twice}`),
  ownApproval: scene('approbation par une personne du service', `refusée, ${twice}`),
  rejected: scene('état refusé par la paierie', 'annulé et remplacé, payé sous le nouveau numéro'),
  completed: scene('pièce manquante', 'refusé, pièce ajoutée, pris en charge sous le même numéro'),
  settled: scene('clôture des deux mois', `tous les états pris en charge, ${twice}`),
  rates: scene('changement de tarif en cours de mois', '120,00\u00A0€ puis 135,50\u00A0€'),
};
export const plannedClosingScenes: readonly Scene[] = Object.values(closingScenes);

/** Two months closed: draft, approval by somebody who attested nothing, documents, the accountant's page. */
export async function closings(season: Season): Promise<void> {
  const [first, second] = season.months;
  await closeMonth(season, first, true);
  const { doctors } = season.options;
  if (Array.from({ length: doctors }, (_, n) => kindOf(n, doctors)).includes('late-presence')) await latePresence(season);
  await closeMonth(season, second, false);
}

/** What must happen in each of the two months is seen with the second. */
function eachMonth({ scenes, months }: Season, month: Month, planned: Scene, seen: string): void {
  const [once] = planned.expected.split(`, ${twice}`);
  if (seen !== once) scenes.saw(planned, `${month} : ${seen}`);
  else if (month === months[1]) scenes.saw(planned, planned.expected);
}

async function closeMonth(season: Season, month: Month, rejects: boolean): Promise<void> {
  const { desk, clock, say, seen } = season;
  await clock.until(at(plusDays(lastDay(month), 2), '08:00', paris));
  const closing = await desk.head.post('/month-closings', { month });
  const again = await desk.head.post('/month-closings', { month });
  eachMonth(
    season,
    month,
    closingScenes.again,
    again.id === closing.id && again.month === closing.month ? 'sans effet' : JSON.stringify(again),
  );
  await approved(season, closing.id, month);
  await seen('les états publiés', 10, async () =>
    ['published', 'settled'].includes((await desk.head.get(`/month-closings/${closing.id}`)).status),
  );
  const issued = (await all(desk.accountant, '/statements')).filter((statement) => statement.closing === closing.id);
  issuedInTime(season, month, issued);
  say(`${month} : ${issued.length} états numérotés ; une seconde demande n’a rien changé.`);
  await accountantActs(season, month, issued[0]?.number ?? '', rejects);
  if (rejects) await replaced(season, closing.id, month);
  else await completed(season);
  await seen(
    'la prise en charge de tous les états',
    20,
    async () => (await desk.head.get(`/month-closings/${closing.id}`)).status === 'settled',
  );
  eachMonth(season, month, closingScenes.settled, 'tous les états pris en charge');
  say(`${month} : tous les états sont pris en charge par la paierie.`);
}

/** Where a day was asked for, the second month is issued on it and numbered in its year; elsewhere nothing is expected. */
function issuedInTime({ options: { approval }, months, say }: Season, month: Month, issued: readonly Json[]): void {
  if (approval === null || month !== months[1]) return;
  const other = issued.find(({ issuedOn, number }) => issuedOn !== approval || !String(number).includes(`-${yearOf(approval)}-`));
  if (other !== undefined || issued.length === 0) throw new Error(`${month} : ${other?.number ?? 'rien'}, émis le ${other?.issuedOn}`);
  say(`${month} : approuvé et émis le ${approval}.`);
}

/** The approver reads the draft and approves the totals and the digest that were seen; the head of the desk may not. */
async function approved(season: Season, closing: string, month: Month): Promise<void> {
  const { desk, seen, clock, months, options } = season;
  const status = async (): Promise<string> => (await desk.head.get(`/month-closings/${closing}`)).status;
  await seen('le projet du mois', 6, async () => (await status()) === 'draft');
  if (options.approval !== null && month === months[1]) await clock.until(at(options.approval, '12:00', paris));
  else await clock.hours(20);
  const { totals, digest } = await desk.approver.get(`/month-closings/${closing}/draft`);
  const own = await desk.head.refused(`/month-closings/${closing}/approval`, { totals, digest });
  eachMonth(season, month, closingScenes.ownApproval, typeof own.title === 'string' ? 'refusée' : JSON.stringify(own));
  await desk.approver.post(`/month-closings/${closing}/approval`, { totals, digest });
}

/** From the mailed page: the first statement of the month is refused, for its content or for a missing piece, the others are taken. */
async function accountantActs({ stage, clock, seen, say }: Season, month: Month, number: string, rejects: boolean): Promise<void> {
  const mail = await seen('le courriel à la paierie', 6, () =>
    Promise.resolve(
      stage.mailsOf(people.accountant.email).findLast(({ kind, text }) => kind === 'statements-published' && text.includes(number)),
    ),
  );
  await clock.hours(30);
  const link = mail.link ?? '';
  const statements = openDocuments(await stage.browser.open(link));
  for (const [n, statement] of statements.entries()) {
    const answer: Page =
      n === 0
        ? await stage.browser.send(link, { statement, act: 'reject', ...(rejects ? wrongContent : missingPiece) })
        : await stage.browser.send(link, { statement, act: 'acknowledge', paymentOrder: `M-${month}-${n + 1}`, on: clock.today() });
    if (answer.status >= 300) throw new Error(`paierie : ${answer.status} ${answer.title}`);
  }
  say(`${month} : la paierie répond pour ${statements.length} états, dont un refusé.`);
}

const wrongContent = { kind: 'wrong-content', reason: 'Le numéro de tiers ne correspond pas.' };
const missingPiece = { kind: 'missing-piece', reason: 'La délibération n’est pas jointe.' };

/** E-19: a piece that was missing is added to the same document, and the mail that says so leads to the page that takes it. */
async function completed({ desk, seen, stage, clock, scenes, say }: Season): Promise<void> {
  const rejected = await seen('l’état sans pièce', 4, async () =>
    (await all(desk.head, '/statements')).find((statement) => statement.status === 'rejected'),
  );
  await clock.hours(3);
  await desk.head.post(`/statements/${rejected.id}/pieces`, { piece: 'Délibération CP-2026-118 du 19 juin 2026' });
  const mail = await seen('le courriel de la pièce ajoutée', 4, () =>
    Promise.resolve(
      stage.mailsOf(people.accountant.email).findLast(({ kind, text }) => kind === 'statement-completed' && text.includes(rejected.number)),
    ),
  );
  await clock.hours(3);
  const answer = await stage.browser.send(mail.link ?? '', {
    statement: rejected.id,
    act: 'acknowledge',
    paymentOrder: 'M-PIECE',
    on: clock.today(),
  });
  const now = await desk.head.get(`/statements/${rejected.id}`);
  const asPlanned = answer.status < 300 && now.status === 'acknowledged' && now.number === rejected.number && now.pieces.length === 1;
  scenes.saw(closingScenes.completed, asPlanned ? closingScenes.completed.expected : `${String(now.status)}, réponse ${answer.status}`);
  say(`${rejected.number} : la pièce qui manquait est ajoutée, l’état est pris en charge.`);
}

/** E-19: wrong content is replaced by a new number, after a new draft and a new approval. */
async function replaced(season: Season, closing: string, month: Month): Promise<void> {
  const { desk, seen, stage, clock, say, months } = season;
  const rejected = await seen('l’état refusé', 4, async () =>
    (await all(desk.head, '/statements')).find((statement) => statement.status === 'rejected'),
  );
  await desk.head.post(`/statements/${rejected.id}/replacement`, {});
  await approved(season, closing, month);
  const next = await seen('l’état de remplacement', 8, async () =>
    (await all(desk.head, '/statements')).find((statement) => statement.replaces === rejected.number),
  );
  say(`${rejected.number} est annulé et remplacé par ${next.number}.`);
  const mail = await seen('la page de la paierie pour le remplacement', 6, () =>
    Promise.resolve(
      stage.mailsOf(people.accountant.email).findLast(({ kind, text }) => kind === 'statements-published' && text.includes(next.number)),
    ),
  );
  await clock.hours(20);
  const answer = await stage.browser.send(mail.link ?? '', {
    statement: next.id,
    act: 'acknowledge',
    paymentOrder: `M-${months[0]}-R`,
    on: clock.today(),
  });
  const [before, now] = [await desk.head.get(`/statements/${rejected.id}`), await desk.head.get(`/statements/${next.id}`)];
  const asPlanned = answer.status < 300 && before.status === 'replaced' && now.status === 'acknowledged' && now.replaces === before.number;
  season.scenes.saw(
    closingScenes.rejected,
    asPlanned ? closingScenes.rejected.expected : `${String(before.status)}, ${String(now.status)}, réponse ${answer.status}`,
  );
}

/** A presence that the site never signed off becomes the desk's task once the month is closed, later when holidays give the site more time: arrears of the next. */
async function latePresence({ desk, say, seen, months }: Season): Promise<void> {
  const silent = await seen('la présence restée sans réponse', 20, async () =>
    (await all(desk.head, '/consultation-days?status=held')).find(
      (day) => day.date < firstDay(nextMonth(months[0])) && Object.keys(day.declared).length > 0,
    ),
  );
  await seen('la tâche de cette présence', 20, async () =>
    (await desk.head.get('/tasks')).items.some(
      ({ dossier, owner }: { readonly dossier: string; readonly owner: { readonly kind: string } }) =>
        dossier === silent.id && owner.kind === 'role',
    ),
  );
  await desk.head.post(`/consultation-days/${silent.id}/presence`, {
    halves: silent.halves,
    reason: 'Présence confirmée par téléphone avec le lieu d’accueil.',
  });
  say(`Présence du ${silent.date} décidée par le service : rappel au mois suivant.`);
}
