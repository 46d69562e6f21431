import { civilDate, frenchDate } from '../../domain/dates';
import { cdomDocuments, type CdomDocument, type OppositionReason, type WithdrawalReason } from '../../domain/engagement';
import { signatureRefusals } from '../../domain/signature-round';
import type { Detail, Words } from '../french';
import { certificateName } from './eligibility';
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

/** Art. R.4127-85 CSP: quality, safety and continuity of care, and the texts. */
export const oppositionWords: Readonly<Record<OppositionReason, string>> = {
  'care-quality': 'Qualité ou sécurité des soins',
  continuity: 'Continuité des soins au lieu d’exercice habituel',
  rules: 'Dispositions législatives ou réglementaires',
  'file-incomplete': 'Dossier incomplet',
  other: 'Autre motif lié à l’exercice',
};

export const cdomDocumentWords: Readonly<Record<CdomDocument, string>> = {
  insurance: 'Attestation d’assurance en responsabilité civile professionnelle',
  'employer-clearance': 'Autorisation de l’employeur',
  contract: 'Contrat ou lettre d’engagement',
  'site-description': 'Description du lieu d’exercice',
  'practice-continuity': 'Organisation du cabinet pendant les consultations',
  other: 'Autre document',
};

function documentOf({ document }: Detail): string {
  const known = cdomDocuments.find((each) => each === document);
  return known === undefined ? '' : ` (« ${cdomDocumentWords[known]} »)`;
}

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
    'certificate-notice': 'annonce de la fin d’une attestation',
    'certificate-expired': 'fin d’une attestation',
    'contract-reminder': 'relance de la transmission à l’Ordre',
    'yearly-recap': 'bilan annuel',
    end: 'fin de l’engagement',
  },
  refusals: {
    ...identifierRefusals,
    ...recruitmentRefusals,
    'engagement-over': () => 'Cet engagement est terminé.',
    'wrong-round': () => 'Ce circuit de signature n’est pas celui en cours.',
    'wrong-creditor': () => 'Ce dossier de coordonnées bancaires n’est pas celui de l’engagement.',
    'wrong-person': () => 'Seule la fiche du médecin de cet engagement peut le dire.',
    'letter-not-signed': () => 'La lettre d’engagement n’est pas encore signée.',
    'contract-transmitted': () => 'La transmission de la lettre à l’Ordre est déjà enregistrée.',
    'before-signature': ({ date }) => `La lettre n’a été signée que le ${frenchDate(civilDate(String(date)))}.`,
    'not-the-doctor': () => 'Ce lien est celui d’un autre médecin.',
    'site-already-declared': () => 'Ce lieu d’accueil est déjà déclaré pour ce médecin.',
    'unknown-scope': () => 'Indiquez « registration » ou l’identifiant d’un lieu d’accueil de l’engagement.',
    'link-only': () => 'Cette réponse ne se donne que par le lien envoyé au conseil de l’Ordre.',
    'wrong-cdom': () => 'Ce lien n’est pas celui du conseil de l’Ordre interrogé.',
    'nothing-to-record': () => 'Indiquez la réponse, ou la date de la preuve de réception.',
    'date-future': () => 'Cette date est à venir.',
    'date-too-old': ({ date }) =>
      `Relais ne connaît le délai d’opposition que depuis le ${frenchDate(civilDate(String(date)))}\u00a0: vérifiez la date de réception.`,
    'already-answered': () => 'Cette réponse du conseil est déjà enregistrée.',
    'document-already-asked': () => 'Un document est déjà demandé et attend d’être transmis.',
    'nothing-held': ({ year }) => `Aucune demi-journée attestée en ${year} pour cet engagement.`,
    'document-not-asked': () => 'Le conseil n’attend aucun document pour cette demande.',
  },
  tasks: {
    'engagement-letter-refused': (detail) => `${because(detail)} : joindre le médecin, puis renvoyer la lettre ou clore`,
    'engagement-suspended': ({ cause }) =>
      cause === 'standing'
        ? 'Engagement suspendu, ce médecin ne pouvant plus exercer : décider de la suite'
        : 'Engagement suspendu par l’opposition du conseil de l’Ordre : décider de la suite',
    'certificate-ending': ({ certificate, date }) =>
      `${certificateName(certificate)} prend fin le ${frenchDate(civilDate(String(date)))} : demander la nouvelle au médecin et l’enregistrer`,
    'certificate-expired': ({ certificate, date }) =>
      `${certificateName(certificate)} prend fin le ${frenchDate(civilDate(String(date)))} : les journées suivantes sont retirées jusqu’à l’enregistrement de la nouvelle`,
    'contract-to-transmit': (detail) =>
      detail['since'] === undefined
        ? `Transmettre la lettre d’engagement signée, ou enregistrer sa transmission\u00A0: ${council(detail)}`
        : `La lettre d’engagement signée a été envoyée au ${council(detail)} le ${frenchDate(civilDate(String(detail['since'])))}\u00A0; sa réception est attendue`,
    'contract-receipt': () => 'Accuser réception d’une lettre d’engagement signée',
    'cdom-document-asked': (detail) => `Transmettre le document demandé${documentOf(detail)} : ${council(detail)}`,
    'bank-details': () => 'Transmettre les coordonnées bancaires',
    'bank-details-silent': () => 'Coordonnées bancaires jamais reçues : joindre le médecin et renvoyer le lien',
    'cdom-registration': (detail) => `Répondre à la demande d’autorisation : ${council(detail)}`,
    'cdom-site': (detail) => `Répondre à la déclaration de lieu d’exercice : ${council(detail)}`,
    'cdom-registration-silent': (detail) => `Demander à nouveau la réponse, puis l’enregistrer\u00A0: ${council(detail)}`,
    'cdom-receipt': (detail) => `Enregistrer la preuve de réception de la déclaration : ${council(detail)}`,
    'cdom-record': (detail) => `Saisir par courrier, puis enregistrer : ${council(detail)}`,
  },
};
