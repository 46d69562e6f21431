import { isRehearsal } from '../domain/collectivity';
import type { BaseFacts } from '../domain/decision';
import type { Noun, Outcome } from '../domain/nouns';
import { refusalSentence } from '../templates/french';
import type { PageModel } from '../templates/pages/link-page';
import type { Answered, LinkForm, OpenForm } from './link-form';

export type Page = { readonly status: number; readonly page: PageModel };

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

export const mootLink = (base: BaseFacts): Page => ({
  status: 410,
  page: pageOf('Lien sans objet', ['Le dossier a avancé depuis l’envoi de ce lien\u00A0: il n’y a plus rien à faire ici.'], base),
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

export function formPage(form: OpenForm, base: BaseFacts, href: string, answered?: Answered): PageModel {
  const { title, paragraphs, facts, fields, submit } = form.show();
  return {
    ...pageOf(title, paragraphs, base),
    ...(facts === undefined ? {} : { facts }),
    ...(form.document === null ? {} : { downloads: [{ label: form.document.label, href: `${href}/document` }] }),
    ...(submit === null
      ? {}
      : { form: { fields, submit, faults: answered?.faults ?? {}, ...(answered === undefined ? {} : { given: answered.fields }) } }),
  };
}

/** What an act came to; a link that serves more than once leads back to its page. */
export function outcomePage({ done, back }: LinkForm, noun: Noun, { refusals }: Outcome, base: BaseFacts, href: string): Page {
  const more = back === null ? {} : { downloads: [{ label: back, href }] };
  if (refusals.length === 0) return { status: 200, page: { ...pageOf('C’est enregistré', done, base), ...more } };
  return {
    status: 409,
    page: {
      ...pageOf(
        'Cette réponse n’a pas pu être prise en compte',
        refusals.map((refusal) => refusalSentence(noun, refusal)),
        base,
      ),
      ...more,
    },
  };
}
