import { frenchInstant, instant, wallTime } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import type { CommandId } from '../domain/ids';
import type { Noun, Outcome } from '../domain/nouns';
import { outcomeOf } from '../store/commands';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { refusalSentence } from '../templates/french';
import type { PageModel } from '../templates/pages/link-page';
import { mint } from './command-ids';
import type { Service } from './service';
import { submit } from './submit';

export type RenewalPage = { readonly status: number } & Pick<PageModel, 'title' | 'paragraphs' | 'form'>;

/** What a link does once: its id follows from the link alone, so that a second click finds the first; `of` tells its further acts apart. */
export function actId({ keyring }: Pick<Service, 'keyring'>, { collectivity, tokenHash }: Link, ...of: readonly string[]): CommandId {
  return mint(keyring, collectivity, ['link', tokenHash.slice(0, 32), ...of].join('/'));
}
const renewal = 'renewal';

const sent: RenewalPage = {
  status: 200,
  title: 'Un nouveau lien vous a été envoyé',
  paragraphs: [
    'Il est parti par courriel à l’adresse que nous connaissons, et à elle seule. Il fonctionnera sept jours.',
    'S’il n’arrive pas, écrivez-nous ou appelez-nous.',
  ],
};

function answered(noun: Noun, { refusals }: Outcome): RenewalPage {
  return refusals.length === 0
    ? sent
    : { status: 410, title: 'Lien sans objet', paragraphs: refusals.map((refusal) => refusalSentence(noun, refusal)) };
}

type Expired = { readonly service: Service; readonly noun: Noun; readonly link: Link; readonly base: BaseFacts };

/** A link that came too late is no closed door: one button mails a fresh one, to the address that is known and to no other. */
export async function expiredPage(tx: Tx, { service, noun, link, base, href }: Expired & { readonly href: string }): Promise<RenewalPage> {
  const before = await outcomeOf(tx, actId(service, link, renewal));
  if (before !== null) return answered(noun, before.outcome);
  return {
    status: 410,
    title: 'Délai dépassé',
    paragraphs: [
      `Ce lien a cessé de fonctionner le ${frenchInstant(instant(link.until), base.collectivity.zone)}. Nous pouvons vous en envoyer un nouveau, à l’adresse que nous connaissons.`,
    ],
    form: { action: `${href}/renewal`, fields: [], submit: 'Recevoir un nouveau lien', faults: {} },
  };
}

export async function renew({ service, noun, link, base }: Expired): Promise<RenewalPage> {
  const { collectivityId: collectivity, dossier, by } = base;
  const outcome = await submit(service, {
    id: actId(service, link, renewal),
    collectivity,
    noun,
    dossier,
    by,
    received: wallTime(Date.now()),
    action: { type: 'renew-link', link: link.tokenHash },
  });
  return outcome === null ? { ...sent, status: 202 } : answered(noun, outcome);
}
