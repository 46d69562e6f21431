import { linkKinds } from '../../api/link-forms';
import { consolePages } from '../../api/console-pages';
import type { Rig } from '../rig';
import { closingIn, linkTo, type MailedLink } from './setting';

export type Address = { readonly name: string; readonly url: string; readonly role: 'administrator' | 'approver' | null };

/** What a page's `:id` is in the setting; `?…` shows it with something in it. */
async function consoleAddresses(rig: Rig): Promise<Readonly<Record<string, readonly string[]>>> {
  const [published, projet] = [closingIn(rig, '2026-08'), closingIn(rig, '2026-07')];
  const items = async (path: string): Promise<readonly { readonly id: string }[]> => (await rig.call('auditor', 'GET', path)).body.items;
  const statement = (await items('/statements'))[0]?.id ?? '';
  const documents = await rig.context.db.read(rig.collectivity, (tx) => tx.selectFrom('documents').select('id').orderBy('id').execute());
  const mails = await rig.context.db.read(rig.collectivity, (tx) => tx.selectFrom('outbox').select('ordinal').orderBy('ordinal').execute());
  return {
    '/calendar': ['?month=2026-10', '?month=bientôt'],
    '/coverage': ['?month=2026-10&sort=population&order=down'],
    '/campaigns/:id': ['campaign-1'],
    '/consultation-days/:id': ['day-1', 'day-confirmed', 'day-disputed', 'day-declined', 'day-proposed'],
    '/consultation-days/proposal': ['?engagement=engagement-1'],
    '/conventions/:id': ['convention-1', 'convention-2'],
    '/covers/:id': ['cover-1'],
    '/creditors/:id': ['engagement-1.creditor'],
    '/documents/:id': [documents[0]?.id ?? ''],
    '/documents/of/:noun/:id': [`statement/${statement}`],
    '/engagements/:id': ['engagement-1'],
    '/indicators': ['?from=2026-01-01&to=2026-12-31'],
    '/month-closings/:id': [published, projet],
    '/outbox': ['?etat=refused'],
    '/outbox/:ordinal': [mails[0]?.ordinal ?? ''].map(String),
    '/people/:id': ['doctor-1'],
    '/people/:id/settings': ['doctor-1/settings'],
    '/programmes/new': ['?modele=national', '?modele=departemental'],
    '/programmes/:id': ['programme-1'],
    '/programmes/:id/settings': ['programme-1/settings'],
    '/sites/:id': ['site-1'],
    '/sites/:id/settings': ['site-1/settings'],
    '/statements/:id': [statement],
    '/statements/:id/lines/:rank': [`${statement}/lines/1`],
  };
}

/** Every page that the console declares: one that has an `:id` and no address here is a fault of this list. */
export async function consoleStops(rig: Rig): Promise<readonly Address[]> {
  const known = await consoleAddresses(rig);
  const stop = (path: string, role: Address['role'] = 'administrator'): Address => ({ name: path, url: `${rig.url}${path}`, role });
  const stops = consolePages.flatMap((entry) => {
    if (entry.kind !== 'page') return [];
    const { path, roles } = entry;
    const role = roles.some((each) => each === 'administrator') ? 'administrator' : 'approver';
    const base = `/console${path === '/' ? '' : path.replace(/\/:.*$/, '')}`;
    const given = known[path];
    if (given === undefined && path.includes(':')) throw new Error(`where is a page ${path}?`);
    return given === undefined
      ? [stop(base, role)]
      : given.map((each) => stop(each.startsWith('?') ? `${base}${each}` : `${base}/${each}`, role));
  });
  return [
    { ...stop('/console/sign-in'), role: null },
    ...stops,
    stop(`/console/month-closings/${closingIn(rig, '2026-07')}`, 'approver'),
    stop('/console/people/nobody'),
  ];
}

const links: Readonly<Record<string, readonly Omit<MailedLink, 'noun' | 'purpose'>[]>> = {
  'consultation-day/answer-doctor': [{ dossier: 'day-proposed', item: null, ref: 'doctor-1' }],
  'consultation-day/answer-site': [{ dossier: 'day-proposed', item: null, ref: 'site-1.c1' }],
  'consultation-day/cancel-doctor': [{ dossier: 'day-confirmed', item: null, ref: 'doctor-1' }],
  'consultation-day/change-site': [{ dossier: 'day-confirmed', item: null, ref: 'site-1.c1' }],
  'consultation-day/assistant': [{ dossier: 'day-confirmed', item: null, ref: 'site-1.c1' }],
  'consultation-day/declare-doctor': [{ dossier: 'day-held', item: null, ref: 'doctor-1' }],
  'consultation-day/declare-site': [{ dossier: 'day-held', item: null, ref: 'site-1.c1' }],
  'cover/answer-cover': [{ dossier: 'cover-1', item: null, ref: 'doctor-2' }],
  'cover/practice-choice': [{ dossier: 'cover-1', item: null, ref: 'doctor-1' }],
  'cover/locum-withdraw': [{ dossier: 'cover-1', item: null, ref: 'doctor-2' }],
  'cover/settle-cover': [{ dossier: 'cover-1', item: null, ref: 'escalade' }],
  'cover/contract-receipt': [{ dossier: 'cover-1', item: null, ref: 'cdom03' }],
  'signature-round/sign': [{ dossier: 'round-1', item: null, ref: 'doctor-1' }],
  'signature-round/read-signed': [{ dossier: 'round-1', item: null, ref: 'doctor-1' }],
  'campaign/answer-campaign': [{ dossier: 'campaign-1', item: null, ref: 'doctor-2' }],
  'engagement/bank-details': [{ dossier: 'engagement-1', item: null, ref: 'doctor-1' }],
  'engagement/withdraw': [{ dossier: 'engagement-1', item: null, ref: 'doctor-1' }],
  'engagement/recap': [{ dossier: 'engagement-1', item: 'recap-2026', ref: 'doctor-1' }],
  'engagement/cdom-answer': [
    { dossier: 'engagement-1', item: 'registration', ref: 'cdom03' },
    { dossier: 'engagement-1', item: 'site-1', ref: 'cdom03' },
  ],
  'engagement/contract-receipt': [{ dossier: 'engagement-2', item: null, ref: 'cdom03' }],
  'creditor/bank-details': [{ dossier: 'engagement-1.creditor', item: 'engagement-1', ref: 'doctor-1' }],
  'digest/waiting': [
    { dossier: 'digest-doctor', item: null, ref: 'doctor-1' },
    { dossier: 'digest-site', item: null, ref: 'site-1.c1' },
    { dossier: 'digest-council', item: null, ref: 'cdom03' },
  ],
};

/** Every kind of link that is mailed: one that the setting does not hold is a fault of this list. */
export async function linkStops(rig: Rig): Promise<readonly Address[]> {
  const closing = closingIn(rig, '2026-08');
  const statement: string = (await rig.call('auditor', 'GET', '/statements')).body.items[0].id;
  const known: typeof links = {
    ...links,
    'month-closing/accountant-month': [{ dossier: closing, item: closing, ref: 'payeur' }],
    'month-closing/statement-copy': [{ dossier: closing, item: statement, ref: 'doctor-1' }],
    'month-closing/month-contest': [{ dossier: closing, item: 'doctor-1', ref: 'doctor-1' }],
    'statement/accountant-month': [{ dossier: statement, item: closing, ref: 'payeur' }],
  };
  const stops: Address[] = [];
  for (const [noun, purpose] of linkKinds) {
    const given = known[`${noun}/${purpose}`];
    if (given === undefined) throw new Error(`where is a link ${noun}/${purpose}?`);
    for (const each of given)
      stops.push({
        name: `lien ${noun}/${purpose} ${each.item ?? each.ref}`,
        url: await linkTo(rig, { ...each, noun, purpose }),
        role: null,
      });
  }
  const over = await linkTo(
    rig,
    { noun: 'campaign', purpose: 'answer-campaign', dossier: 'campaign-1', item: null, ref: 'doctor-2' },
    '2026-08-01T08:00:00.000Z',
  );
  const line = `${stops.find(({ name }) => name.includes('accountant-month'))?.url ?? ''}/statements/${statement}/lines/1`;
  return [
    ...stops,
    { name: 'lien expiré', url: over, role: null },
    { name: 'lien inconnu', url: `${rig.url}/l/${'x'.repeat(43)}`, role: null },
    { name: 'pièces d’une ligne', url: line, role: null },
  ];
}
