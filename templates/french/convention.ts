import { signatureRefusals } from '../../domain/signature-round';
import type { Detail, Words } from '../french';
import { frenchDetail } from './common';
import { creditRefusals } from './credits';
import { identifierRefusals } from './identifiers';
import { signatureRefusalWords } from './signature-round';

function refusedBecause({ reason }: Detail): string {
  const known = signatureRefusals.find((each) => each === reason);
  return known === undefined ? '' : ` (« ${signatureRefusalWords[known]} »)`;
}

export const conventionWords: Words<'convention'> = {
  name: 'Convention',
  statuses: {
    draft: 'en préparation',
    voted: 'délibération votée',
    enforceable: 'délibération exécutoire',
    signing: 'en cours de signature',
    signed: 'signée, pas encore en vigueur',
    'in-force': 'en vigueur',
    refused: 'signature refusée',
    ended: 'échue',
    archived: 'archivée',
  },
  dues: {
    effect: 'prise d’effet',
    end: 'échéance',
    'renewal-reminder': 'rappel du renouvellement',
    'days-review': 'examen des journées prévues après la fin',
    'year-end-reminder': 'rappel de fin d’exercice',
    'year-end': 'date limite d’exercice fixée par les finances',
  },
  refusals: {
    ...identifierRefusals,
    ...creditRefusals,
    'epci-missing': () => 'La convention doit couvrir au moins une intercommunalité.',
    'epci-not-listed': ({ epci }) => `L’intercommunalité ${epci ?? ''} n’est pas dans la liste des zones à la date de début.`,
    'programmes-missing': () => 'La convention doit porter sur au moins un dispositif.',
    'unknown-programme': () => 'Ce dispositif n’existe pas.',
    'parties-too-few': () => 'Il faut au moins deux parties signataires.',
    'rank-malformed': ({ max }) => `Le rang de signature va de 1 à ${max ?? ''}.`,
    'notice-malformed': ({ max }) => `Le préavis va de 0 à ${max ?? ''} mois.`,
    'file-not-pdf': () => 'Le fichier doit être un PDF complet, en base64, de 10 Mo au plus.',
    'round-open': () => 'Un circuit de signature est ouvert : attendez qu’il soit terminé ou refusé.',
    'signature-missing': ({ party }) => `La signature de la partie « ${party ?? ''} » manque.`,
    'unknown-party': () => 'Cette partie ne figure pas dans la convention.',
    'date-future': () => 'Cette date est à venir.',
    'before-vote': ({ date: vote }) => `Cette date est antérieure au vote du ${frenchDetail(vote)}.`,
    'deliberation-missing': () => 'La délibération n’est pas encore enregistrée.',
    'deliberation-not-enforceable': () => 'La délibération n’est pas exécutoire : une convention ne se signe pas avant.',
    'year-malformed': () => 'L’exercice est une année sur quatre chiffres.',
    'credits-not-positive': () => 'Les crédits votés sont un montant positif, en centimes.',
    'blocking-date-outside': ({ year }) =>
      `La date limite de l’exercice ${year ?? ''} se place entre le 1er décembre ${year ?? ''} et le 31 janvier ${Number(year) + 1}.`,
    'already-denounced': ({ date: on }) => `Cette convention est déjà dénoncée\u00A0: elle prend fin le ${frenchDetail(on)}.`,
    'before-signature': ({ date: on }) => `La convention a été signée le ${frenchDetail(on)}\u00A0: elle ne se dénonce pas avant.`,
    'wrong-round': () => 'Ce circuit de signature n’est pas celui en cours.',
  },
  tasks: {
    'convention-deliberation': () => 'Enregistrer la délibération',
    'convention-enforceability': () => 'Rendre la délibération exécutoire',
    'convention-signature': () => 'Ouvrir la signature',
    'convention-refused': (detail) => `Signature refusée${refusedBecause(detail)} : décider de la suite`,
    'convention-renewal': () => 'Préparer le renouvellement',
    'convention-year-end': ({ year, date: on }) =>
      `Fin d’exercice ${year ?? ''}\u00A0: attester et clôturer le service fait, dernier envoi aux finances le ${frenchDetail(on)}`,
    'convention-days-after-end': ({ count, date: on }) =>
      `Convention dénoncée\u00A0: décider de ${Number(count) > 1 ? `${count ?? ''} journées prévues` : 'la journée prévue'} après le ${frenchDetail(on)} (annuler ou déplacer)`,
  },
};
