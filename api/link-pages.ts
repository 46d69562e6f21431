import { randomBytes } from 'node:crypto';
import { isRehearsal } from '../domain/collectivity';
import type { BaseFacts } from '../domain/decision';
import type { Noun, Outcome } from '../domain/nouns';
import { refusalSentence } from '../templates/french';
import type { PageModel } from '../templates/pages/link-page';
import type { Answered, LinkForm, OpenForm } from './link-form';

export type Page = { readonly status: number; readonly page: PageModel };

const nothingLeft = 'Il n’y a plus rien à faire ici';

export function pageOf(title: string, paragraphs: readonly string[], base: BaseFacts | null): PageModel {
  if (base === null) return { title, paragraphs, sender: 'Relais', specimen: false };
  const { label, contact } = base.collectivity;
  return { title, paragraphs, sender: label, contact, specimen: isRehearsal(base.collectivity) };
}

export const unknownLink: Page = {
  status: 404,
  page: pageOf('Lien inconnu', ['Ce lien n’existe pas. Vérifiez que l’adresse est complète.'], null),
};

export const goneDossier = (base: BaseFacts): Page => ({ status: 404, page: pageOf('Lien inconnu', ['Ce dossier n’existe plus.'], base) });

export const mootLink = (base: BaseFacts, said: readonly string[]): Page => ({
  status: 410,
  page: pageOf(
    nothingLeft,
    [...said, 'La demande à laquelle répondait ce lien est close\u00A0: vous n’avez rien d’autre à faire. Merci de votre attention.'],
    base,
  ),
});

/** E-26: people change; what was asked of one who left is now asked of another. */
export const goneParty = (base: BaseFacts): Page => ({
  status: 410,
  page: pageOf(
    nothingLeft,
    [
      'Ce lien a été envoyé à une personne qui n’est plus notre interlocutrice pour cette demande\u00A0: il ne sert plus, et une réponse donnée ici n’est plus enregistrée.',
      'Vous n’avez rien d’autre à faire. Si c’est une erreur, appelez-nous. Merci de votre attention.',
    ],
    base,
  ),
});

export const takenPage = (base: BaseFacts): Page => ({
  status: 202,
  page: pageOf('Réponse reçue', ['Votre réponse est bien reçue\u00A0; elle est en cours d’enregistrement.'], base),
});

export const noDocument = (base: BaseFacts): Page => ({
  status: 404,
  page: pageOf('Document inconnu', ['Ce lien ne donne pas accès à ce document, ou il est encore en préparation.'], base),
});

export const documentSoon = (base: BaseFacts): Page => ({
  status: 503,
  page: pageOf('Document en préparation', ['Le document est en cours de préparation\u00A0: réessayez dans un instant.'], base),
});

/** One opening of a page: what it sends twice is one act; the same answer from another opening is another. */
export const onceOnly = (): string => randomBytes(9).toString('base64url');

export function formPage(form: OpenForm, base: BaseFacts, href: string, answered?: Answered): PageModel {
  const { title, paragraphs, facts, fields, submit } = form.show();
  return {
    ...pageOf(title, paragraphs, base),
    ...(facts === undefined ? {} : { facts }),
    ...(form.document === null ? {} : { downloads: [{ label: form.document.label, href: `${href}/document` }] }),
    ...(submit === null
      ? {}
      : {
          form: {
            fields,
            submit,
            once: onceOnly(),
            faults: answered?.faults ?? {},
            ...(answered === undefined ? {} : { given: answered.fields }),
          },
        }),
  };
}

/** Somebody was faster, or the time is over: nobody did anything wrong. */
const settled: readonly string[] = [
  'already-answered',
  'already-declared',
  'assistant-already-settled',
  'already-covered',
  'already-refused',
  'already-signed',
  'cover-over',
  'campaign-over',
  'too-late',
];

type Came = { readonly outcome: Outcome; readonly noun: Noun; /** what the record says was answered */ readonly said: readonly string[] };

/** What an act came to; a link that serves more than once leads back to its page. */
export function outcomePage({ done, back }: LinkForm, { noun, outcome: { refusals }, said }: Came, base: BaseFacts, href: string): Page {
  const more = back === null ? {} : { downloads: [{ label: back, href }] };
  if (refusals.length === 0) return { status: 200, page: { ...pageOf('C’est enregistré', [...said, ...done], base), ...more } };
  return {
    status: 409,
    page: {
      ...pageOf(
        refusals.every(({ code }) => settled.includes(code)) ? nothingLeft : 'Cette réponse n’a pas pu être prise en compte',
        [...said, ...refusals.map((refusal) => refusalSentence(noun, refusal))],
        base,
      ),
      ...more,
    },
  };
}
