import type { SignatureRefusal } from '../../domain/signature-round';
import type { Words } from '../french';

/** Why somebody did not sign, as the page offers it and the tasks tell it. */
export const signatureRefusalWords: Readonly<Record<SignatureRefusal, string>> = {
  content: 'Le texte ne convient pas',
  participation: 'Je ne souhaite plus participer',
  authority: 'Je n’ai pas qualité pour signer',
  board: 'Notre assemblée doit d’abord délibérer',
  'wrong-person': 'Je ne suis pas la bonne personne',
  other: 'Autre motif',
};

export const signatureRoundWords: Words<'signature-round'> = {
  name: 'Circuit de signature',
  statuses: { open: 'en cours', complete: 'signé par tous', refused: 'refusé', expired: 'délai dépassé', withdrawn: 'abandonné' },
  dues: { reminder: 'relance des signataires', expiry: 'fin du délai de signature' },
  refusals: {
    'nothing-to-sign': () => 'Ce dossier n’a rien à faire signer.',
    'signatories-missing': () => 'Il manque un signataire.',
    'signatory-duplicate': () => 'La même personne figure deux fois parmi les signataires.',
    'reason-not-offered': () => 'Ce motif n’est pas proposé pour ce document.',
    'subject-only': () => 'Seul le dossier à signer abandonne son circuit de signature.',
    'link-only': () => 'On ne signe que par le lien reçu par courriel.',
    'already-signed': () => 'Vous avez déjà signé.',
    'not-your-turn': () => 'D’autres doivent signer avant vous : vous recevrez un courriel quand ce sera votre tour.',
    'not-a-signatory': () => 'Vous n’êtes pas parmi les signataires.',
  },
  tasks: { signature: () => 'Signer le document' },
};
