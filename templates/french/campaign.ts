import type { CampaignRefusal } from '../../domain/campaign';
import type { Words } from '../french';
import { identifierRefusals } from './identifiers';
import { dateWords, recruitmentRefusals } from './recruitment';

export const campaignRefusalWords: Readonly<Record<CampaignRefusal, string>> = {
  distance: 'Les lieux proposés sont trop loin',
  availability: 'Je ne suis pas disponible',
  pay: 'L’indemnité ne me convient pas',
  health: 'Raison de santé',
  information: 'Je manque d’informations pour décider',
  other: 'Autre raison',
};

export const campaignWords: Words<'campaign'> = {
  name: 'Appel aux volontaires',
  statuses: { open: 'ouvert', closed: 'clos' },
  dues: { reminder: 'relance des volontaires', close: 'clôture de l’appel' },
  refusals: {
    ...identifierRefusals,
    ...recruitmentRefusals,
    'volunteers-count': ({ max }) => `Un appel s’adresse à un volontaire au moins et à ${max ?? ''} au plus.`,
    'until-too-early': ({ date }) =>
      `Laissez au moins un jour entier pour répondre : la date limite est au plus tôt le ${dateWords(date)}.`,
    'campaign-over': () => 'Cet appel est clos. Si vous souhaitez encore participer, contactez-nous.',
    'call-outdated': () =>
      'Depuis l’envoi de cet appel, il ne peut plus donner lieu à un engagement. Contactez-nous si vous souhaitez participer.',
    'not-invited': () => 'Ce médecin ne fait pas partie de l’appel.',
    'not-the-volunteer': () => 'Ce lien est celui d’un autre médecin.',
    'site-not-offered': () => 'Ce lieu d’accueil n’est pas proposé dans cet appel.',
  },
  tasks: { 'campaign-answer': () => 'Répondre à l’appel aux volontaires' },
};
