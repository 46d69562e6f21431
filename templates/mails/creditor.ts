import type { CreditorMail } from '../../domain/creditor';
import { bankRefusalWords } from '../french/creditor';
import type { Letters } from './letters';

/** who did not ask for this must know whom to call, by a number that this mail does not depend on. */
const notYou = 'Si vous n’êtes pas à l’origine de cette déclaration, appelez-nous sans attendre.';

export const creditorLetters: Letters<CreditorMail> = {
  'bank-details-declared': ({ maskedIban, change }) => ({
    subject: change ? 'Coordonnées bancaires, changement reçu' : 'Coordonnées bancaires reçues',
    paragraphs: [
      change
        ? 'Un changement de vos coordonnées bancaires nous a été déclaré. Nous vous appellerons à un numéro déjà connu de nous avant de l’appliquer ; d’ici là, aucun paiement ne part.'
        : 'Vos coordonnées bancaires sont bien reçues. Une autre personne de nos services va les vérifier.',
      notYou,
    ],
    facts: [['Compte', maskedIban]],
  }),
  'bank-details-effective': ({ maskedIban }) => ({
    subject: 'Coordonnées bancaires confirmées',
    paragraphs: ['Vos coordonnées bancaires sont confirmées : les prochains versements seront faits sur ce compte.', notYou],
    facts: [['Compte', maskedIban]],
  }),
  'bank-details-refused': ({ maskedIban, reason, earlierKept }) => ({
    subject: 'Coordonnées bancaires non retenues',
    paragraphs: [
      `Les coordonnées bancaires déclarées n’ont pas été retenues : ${bankRefusalWords[reason]}.`,
      earlierKept
        ? 'Le compte déjà connu reste en place.'
        : 'Sans coordonnées bancaires, aucun versement ne peut être fait : merci de les indiquer à nouveau.',
    ],
    ...(earlierKept ? { facts: [['Compte conservé', maskedIban]] as const } : {}),
    action: 'Indiquer mes coordonnées bancaires',
  }),
  'bank-details-waiting': ({ doctor, maskedIban }) => ({
    subject: 'Coordonnées bancaires à confirmer',
    paragraphs: [
      'Des coordonnées bancaires déclarées par un médecin attendent d’être confirmées ou refusées par un administrateur. Les paiements de ce créancier sont retenus d’ici là.',
    ],
    facts: [...(doctor === null ? [] : [['Médecin', doctor] as const]), ['Compte déclaré', maskedIban]],
    action: 'Ouvrir la console',
  }),
};
