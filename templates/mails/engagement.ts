import { frenchDate } from '../../domain/dates';
import type { EngagementMail } from '../../domain/engagement';
import type { LetterBody, Letters } from './letters';

type CdomText = Extract<EngagementMail, { kind: 'cdom-asked' }>['data'];

function cdomFacts({ doctor, rpps, programme, scope, sites, from, to }: CdomText): readonly (readonly [string, string])[] {
  return [
    ['Médecin', doctor],
    ['Numéro RPPS', rpps],
    ['Dispositif', programme],
    ['Période', `du ${frenchDate(from)} au ${frenchDate(to)}`],
    [scope === 'registration' ? 'Lieux souhaités' : 'Lieu d’exercice', sites.join('\n')],
  ];
}

/** R.4127-85 CSP: the two questions differ even where one council answers both. */
const question: Readonly<Record<CdomText['scope'], string>> = {
  registration:
    'Ce médecin, inscrit à votre tableau, se porte volontaire pour donner des consultations dans des lieux d’accueil. Nous vous demandons votre autorisation.',
  site: 'Ce médecin souhaite exercer sur un lieu distinct de votre département. Le présent courriel en est la déclaration (article R. 4127-85 du code de la santé publique) : vous disposez de deux mois à compter de sa réception pour vous y opposer.',
};
const lateOpposition = 'Nous n’avons besoin d’aucun motif. Si votre position change par la suite, le lien de ce courriel restera ouvert.';

function days(count: number): string {
  if (count === 0) return 'Aucune journée à venir n’était prévue.';
  return count === 1
    ? 'La journée à venir est retirée ; le lieu d’accueil est prévenu.'
    : `Les ${count} journées à venir sont retirées ; les lieux d’accueil sont prévenus.`;
}

const bank = ({ programme, change }: { readonly programme: string; readonly change: boolean }): LetterBody => ({
  subject: change ? 'Vos nouvelles coordonnées bancaires' : 'Vos coordonnées bancaires',
  paragraphs: [
    `Pour vous verser les indemnités du dispositif « ${programme} », nous avons besoin de vos coordonnées bancaires, ou de celles de votre société.`,
    'Munissez-vous de votre RIB. Une autre personne de nos services les vérifiera avant tout paiement ; nous ne vous les demanderons jamais par retour de courriel.',
  ],
  action: 'Indiquer mes coordonnées bancaires',
});

export const engagementLetters: Letters<EngagementMail> = {
  'bank-details-asked': bank,
  'bank-details-reminder': (data) => ({ ...bank(data), subject: 'Rappel : vos coordonnées bancaires' }),
  'cdom-asked': (data) => ({
    subject: data.scope === 'registration' ? `Demande d’autorisation : ${data.doctor}` : `Déclaration de lieu d’exercice : ${data.doctor}`,
    paragraphs: [question[data.scope], lateOpposition],
    facts: cdomFacts(data),
    action: 'Donner la réponse du conseil',
  }),
  'cdom-reminder': (data) => ({
    subject: `Rappel, réponse du conseil : ${data.doctor}`,
    paragraphs: ['Nous n’avons pas encore reçu la réponse de votre conseil.', question[data.scope]],
    facts: cdomFacts(data),
    action: 'Donner la réponse du conseil',
  }),
  'cdom-acknowledged': ({ answer, ...data }) => ({
    subject: `Réponse enregistrée : ${data.doctor}`,
    paragraphs: [
      answer === 'authorise'
        ? 'Votre accord est enregistré.'
        : 'Votre opposition est enregistrée ; les journées à venir concernées sont retirées.',
      'Si votre position change, le lien ci-dessous permet de donner une nouvelle réponse.',
    ],
    facts: cdomFacts(data),
    action: 'Donner une nouvelle réponse',
  }),
  'site-opposed': ({ programme, site }) => ({
    subject: 'Un lieu d’accueil ne vous sera plus proposé',
    paragraphs: [
      `Dans le cadre du dispositif « ${programme} », le conseil départemental de l’Ordre compétent s’oppose à votre exercice dans le lieu ci-dessous. Les journées à venir y sont retirées ; les autres lieux ne changent pas.`,
      'Pour en connaître les raisons ou exercer un recours, adressez-vous au conseil de l’Ordre.',
    ],
    facts: [['Lieu', site]],
  }),
  'engagement-active': ({ programme, sites, from, to, monthlyCap }) => ({
    subject: 'Votre engagement est actif',
    paragraphs: [
      `Tout est prêt : votre lettre est signée, vos coordonnées bancaires sont vérifiées et votre conseil de l’Ordre a donné son accord. Merci de rejoindre le dispositif « ${programme} ».`,
      'La suite : des journées vous seront proposées par courriel, une par une. Vous acceptez ou refusez par un lien ; la journée est confirmée quand le lieu d’accueil l’accepte aussi, et une invitation arrive dans votre agenda. Le soir même, vous déclarez votre présence par un lien.',
      'Pour toute question, ou en cas d’empêchement de dernière minute, appelez le contact indiqué ci-dessous. Pour quitter le dispositif, utilisez le lien de ce courriel.',
    ],
    facts: [
      ['Période', `du ${frenchDate(from)} au ${frenchDate(to)}`],
      ['Rythme', `${monthlyCap} demi-journée${monthlyCap > 1 ? 's' : ''} au plus par mois`],
      ['Lieux souhaités', sites.join('\n')],
    ],
    action: 'Quitter le dispositif',
  }),
  'engagement-suspended': ({ programme, days: count }) => ({
    subject: 'Votre engagement est suspendu',
    paragraphs: [
      `Votre engagement dans le dispositif « ${programme} » est suspendu, à la suite de la réponse de votre conseil départemental de l’Ordre.`,
      days(count),
      'Les demi-journées déjà attestées restent dues.',
    ],
  }),
  'engagement-withdrawn': ({ programme, days: count }) => ({
    subject: 'Votre retrait est enregistré',
    paragraphs: [
      `Vous ne participez plus au dispositif « ${programme} ». Merci pour votre engagement.`,
      days(count),
      'Les demi-journées déjà attestées restent dues.',
    ],
  }),
  'engagement-ended': ({ programme }) => ({
    subject: 'Votre engagement est terminé',
    paragraphs: [
      `Votre engagement dans le dispositif « ${programme} » est arrivé à son terme. Merci pour votre participation.`,
      'Les demi-journées déjà attestées restent dues.',
    ],
  }),
};
