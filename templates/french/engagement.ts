import type { WithdrawalReason } from '../../domain/engagement';
import { signatureRefusals } from '../../domain/signature-round';
import type { Detail, Words } from '../french';
import { identifierRefusals } from './identifiers';
import { recruitmentRefusals } from './recruitment';
import { signatureRefusalWords } from './signature-round';

export const withdrawalWords: Readonly<Record<WithdrawalReason, string>> = {
  workload: 'Charge de travail',
  distance: 'Éloignement',
  health: 'Raison de santé',
  family: 'Raison familiale',
  pay: 'Indemnité insuffisante',
  retirement: 'Cessation d’activité',
  other: 'Autre raison',
};

function because({ reason }: Detail): string {
  const known = signatureRefusals.find((each) => each === reason);
  return known === undefined
    ? 'Lettre d’engagement restée sans signature'
    : `Lettre d’engagement refusée (« ${signatureRefusalWords[known]} »)`;
}

const council = ({ departement }: Detail): string => `conseil départemental de l’Ordre (${departement ?? ''})`;

export const engagementWords: Words<'engagement'> = {
  name: 'Engagement d’un médecin volontaire',
  statuses: {
    letter: 'lettre à signer',
    gates: 'pièces et autorisations attendues',
    active: 'actif',
    suspended: 'suspendu',
    withdrawn: 'retiré',
    ended: 'terminé',
  },
  dues: {
    'bank-reminder': 'relance des coordonnées bancaires',
    'bank-silence': 'fin du délai des coordonnées bancaires',
    'cdom-reminder': 'relance de l’Ordre',
    'cdom-silence': 'fin du délai d’opposition de l’Ordre',
    end: 'fin de l’engagement',
  },
  refusals: {
    ...identifierRefusals,
    ...recruitmentRefusals,
    'engagement-over': () => 'Cet engagement est terminé.',
    'wrong-round': () => 'Ce circuit de signature n’est pas celui en cours.',
    'wrong-creditor': () => 'Ce dossier de coordonnées bancaires n’est pas celui de l’engagement.',
    'not-the-doctor': () => 'Ce lien est celui d’un autre médecin.',
    'site-already-declared': () => 'Ce lieu d’accueil est déjà déclaré pour ce médecin.',
    'unknown-scope': () => 'Indiquez « registration » ou l’identifiant d’un lieu d’accueil de l’engagement.',
    'link-only': () => 'Cette réponse ne se donne que par le lien envoyé au conseil de l’Ordre.',
    'wrong-cdom': () => 'Ce lien n’est pas celui du conseil de l’Ordre interrogé.',
    'nothing-to-record': () => 'Indiquez la réponse, ou la date de la preuve de réception.',
    'date-future': () => 'Cette date est à venir.',
  },
  tasks: {
    'engagement-letter-refused': (detail) => `${because(detail)} : joindre le médecin, puis renvoyer la lettre ou clore`,
    'engagement-suspended': () => 'Engagement suspendu par l’opposition du conseil de l’Ordre : décider de la suite',
    'bank-details': () => 'Transmettre les coordonnées bancaires',
    'bank-details-silent': () => 'Coordonnées bancaires jamais reçues : joindre le médecin et renvoyer le lien',
    'cdom-registration': (detail) => `Répondre à la demande d’autorisation : ${council(detail)}`,
    'cdom-site': (detail) => `Répondre à la déclaration de lieu d’exercice : ${council(detail)}`,
    'cdom-receipt': (detail) => `Enregistrer la preuve de réception de la déclaration : ${council(detail)}`,
    'cdom-record': (detail) => `Saisir par courrier, puis enregistrer : ${council(detail)}`,
  },
};
