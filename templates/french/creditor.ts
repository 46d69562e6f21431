import type { BankRefusal } from '../../domain/bank-details';
import type { Detail, Words } from '../french';
import { identifierRefusals } from './identifiers';

export const bankRefusalWords: Readonly<Record<BankRefusal | 'silence', string>> = {
  'call-back-failed': 'le contre-appel n’a pas confirmé la demande',
  'holder-mismatch': 'le titulaire du compte ne correspond pas',
  'account-closed': 'le compte est clos',
  other: 'autre raison',
  silence: 'personne ne les a confirmées dans le délai prévu',
};

/** A number with a valid key may still be of another company: the register says whose it is. */
function ofCompany({ siret }: Detail): string {
  return siret === undefined ? '' : ` de la société n° ${siret}, après lecture de l’annuaire des entreprises`;
}

export const creditorWords: Words<'creditor'> = {
  name: 'Coordonnées bancaires d’un créancier',
  statuses: { declared: 'à confirmer', effective: 'confirmées', refused: 'refusées' },
  dues: { 'confirm-reminder': 'relance de la confirmation', 'confirm-lapse': 'fin du délai de confirmation' },
  refusals: {
    ...identifierRefusals,
    'unknown-engagement': () => 'Cet engagement n’existe pas.',
    'other-engagement': () => 'Ces coordonnées appartiennent à un autre engagement.',
    'choice-missing': () => 'Choisissez une réponse.',
    'company-name-missing': () => 'Indiquez la raison sociale de la société.',
    'siret-missing': () => 'Indiquez le numéro SIRET de la société.',
    'text-missing': () => 'Ce champ est obligatoire.',
    'nothing-pending': () => 'Aucune coordonnée bancaire n’attend de confirmation.',
    'administrator-only': () => 'Seul un administrateur peut confirmer ou refuser des coordonnées bancaires.',
    'self-confirmation': () => 'La personne qui a déclaré des coordonnées bancaires ne peut pas les confirmer elle-même.',
    'details-changed': () => 'D’autres coordonnées ont été déclarées entre-temps : relisez-les.',
    'call-back-missing': () => 'Un changement se confirme par un contre-appel à un numéro déjà connu : indiquez sa date.',
    'date-future': () => 'Cette date est à venir.',
    'holder-mismatch': () => 'Le titulaire du compte n’est pas le créancier : confirmez en indiquant pourquoi.',
    'iban-foreign': () => 'Ce compte n’est pas tenu en France : confirmez en indiquant pourquoi.',
  },
  tasks: {
    'creditor-confirm': (detail) => `Confirmer ou refuser les coordonnées bancaires ${detail['maskedIban'] ?? ''}${ofCompany(detail)}`,
    'creditor-confirm-change': (detail) =>
      `Contre-appeler, puis confirmer ou refuser le changement de coordonnées bancaires ${detail['maskedIban'] ?? ''}${ofCompany(detail)}`,
  },
};
