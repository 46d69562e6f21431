import type { CampaignMail } from '../../domain/campaign';
import { frenchDate } from '../../domain/dates';
import { formatEuros, times } from '../../domain/money';
import { payerName } from '../payers';
import { callIfWrong, listed, notedByPhone, type LetterBody, type Letters } from './letters';

type Text = Extract<CampaignMail, { kind: 'campaign-invitation' }>['data'];

const halfDays = (count: number): string => `${count} demi-journée${count > 1 ? 's' : ''} au plus par mois`;

/** Who pays and how much, payer by payer: sums of different payers are never added up. */
const paid = ({ amounts, collectivity }: Text): readonly string[] =>
  amounts.map(
    ({ payer, halfDay }) =>
      `${payerName(payer, collectivity)} : ${formatEuros(halfDay)} par demi-journée, soit ${formatEuros(times(halfDay, 2))} par journée`,
  );

function body(data: Text, subject: string, opening: string): LetterBody {
  const { title, programme, monthlyCap, sites, from, to } = data;
  const sums = paid(data);
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
      ...(sums.length === 0 ? [] : [['Indemnité', listed(sums)] as const]),
      ['Lieux d’accueil', listed(sites)],
    ],
    action: 'Répondre à l’appel',
    limit: 'answer',
  };
}

export const campaignLetters: Letters<CampaignMail> = {
  'noted-by-phone': ({ by, title, answer, sites }) => ({
    subject: `${answer === 'yes' ? 'Accord noté au téléphone' : 'Refus noté au téléphone'}\u00a0: ${title}`,
    paragraphs: [
      answer === 'yes'
        ? notedByPhone(by, 'votre accord pour participer. Une lettre d’engagement va vous être envoyée à signer')
        : notedByPhone(by, 'que vous ne souhaitez pas participer. Vous ne serez pas relancé'),
      callIfWrong,
    ],
    facts: [['Appel', title], ...(sites.length === 0 ? [] : [['Lieux d’accueil', listed(sites)] as const])],
  }),
  'campaign-invitation': (data) =>
    body(
      data,
      'Appel aux médecins volontaires : ',
      'Nous cherchons des médecins volontaires pour donner des consultations dans les lieux d’accueil ci-dessous, où les habitants trouvent difficilement un médecin.',
    ),
  'campaign-reminder': (data) =>
    body(
      data,
      'Appel aux médecins volontaires, rappel : ',
      'Nous n’avons pas encore votre réponse à notre appel aux médecins volontaires.',
    ),
};
