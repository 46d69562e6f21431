import type { CampaignMail } from '../../domain/campaign';
import { frenchDate } from '../../domain/dates';
import type { LetterBody, Letters } from './letters';

type Text = CampaignMail['data'];

const halfDays = (count: number): string => `${count} demi-journée${count > 1 ? 's' : ''} au plus par mois`;

function body({ title, programme, monthlyCap, sites, from, to }: Text, subject: string, opening: string): LetterBody {
  return {
    subject: `${subject}${title}`,
    paragraphs: [
      opening,
      'Répondre oui ne vous engage à aucune date : chaque journée vous sera proposée, et vous resterez libre de l’accepter ou de la refuser. Une lettre d’engagement vous sera d’abord envoyée à signer.',
      'Si vous ne souhaitez pas participer, dites-le aussi : une réponse nous évite de vous relancer.',
    ],
    facts: [
      ['Dispositif', programme],
      ['Période', `du ${frenchDate(from)} au ${frenchDate(to)}`],
      ['Rythme', halfDays(monthlyCap)],
      ['Lieux d’accueil', sites.join('\n')],
    ],
    action: 'Répondre à l’appel',
  };
}

export const campaignLetters: Letters<CampaignMail> = {
  'campaign-invitation': (data) =>
    body(
      data,
      'Appel aux médecins volontaires : ',
      'Nous cherchons des médecins volontaires pour donner des consultations dans les lieux d’accueil ci-dessous, où les habitants trouvent difficilement un médecin.',
    ),
  'campaign-reminder': (data) =>
    body(data, 'Rappel, appel aux volontaires : ', 'Nous n’avons pas encore votre réponse à notre appel aux médecins volontaires.'),
};
