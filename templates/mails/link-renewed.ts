import type { LetterBody } from './letters';

export type LinkRenewed = { readonly kind: 'link-renewed'; readonly data: { readonly dossier: string } };

/** nobody is left before a closed door; the fresh link goes to the address that we know, whoever asked for it. */
export function linkRenewed({ dossier }: LinkRenewed['data']): LetterBody {
  return {
    subject: 'Votre nouveau lien',
    paragraphs: [
      'Vous avez demandé un nouveau lien, le précédent ayant expiré. Le voici.',
      'Si vous n’avez rien demandé, vous pouvez ignorer ce courriel : rien ne change tant que vous ne répondez pas.',
    ],
    facts: [['Dossier', dossier]],
    action: 'Ouvrir la page',
  };
}
