import { frenchDate, type CivilDate } from '../../domain/dates';
import type { EngagementMail } from '../../domain/engagement';
import type { CertificateKind } from '../../domain/programme';
import { formatEuros } from '../../domain/money';
import { payerName } from '../payers';
import { certificateName } from '../french/eligibility';
import { cdomDocumentWords } from '../french/engagement';
import { callIfWrong, councilGreeting, listed, notedByPhone, type LetterBody, type Letters } from './letters';

type CdomText = Extract<EngagementMail, { kind: 'cdom-asked' }>['data'];

function cdomFacts({ doctor, rpps, programme, scope, sites, from, to }: CdomText): readonly (readonly [string, string])[] {
  return [
    ['Médecin', doctor],
    ['Numéro RPPS', rpps],
    ['Dispositif', programme],
    ['Période', `du ${frenchDate(from)} au ${frenchDate(to)}`],
    [scope === 'registration' ? 'Lieux souhaités' : 'Lieu d’exercice', listed(sites)],
  ];
}

/** R. 4127-85 CSP: the two questions differ even where one council answers both. */
const question: Readonly<Record<CdomText['scope'], string>> = {
  registration:
    'Ce médecin, inscrit à votre tableau, se porte volontaire pour donner des consultations dans des lieux d’accueil. Nous vous demandons votre autorisation.',
  site: 'Ce médecin souhaite exercer sur un site de votre département, distinct de sa résidence professionnelle habituelle. Le présent courriel en est la déclaration (article R. 4127-85 du code de la santé publique) : vous disposez de deux mois à compter de sa réception pour vous y opposer.',
};
const asked: Readonly<Record<CdomText['scope'], string>> = {
  registration: 'Demande d’autorisation',
  site: 'Déclaration de lieu d’exercice',
};
const lateOpposition =
  'La page permet de donner l’accord du conseil, de s’opposer ou de demander un document. N’y portez aucun élément disciplinaire, de santé ou judiciaire. Après votre réponse, un nouveau lien vous permettra d’en changer.';

/** the link outlives the time that the code gives, since a council may oppose later on; the reader is told the time. */
const twoMonths = { words: 'Réponse attendue dans les deux mois qui suivent la réception de notre demande.' };

/** asking for a document stops nothing. */
const runningOn: Readonly<Record<CdomText['scope'], string>> = {
  registration: 'La demande d’autorisation reste ouverte.',
  site: 'Le délai d’opposition de deux mois continue de courir.',
};

const counted = (halfDays: number): string => `${halfDays}\u00a0demi-journée${halfDays > 1 ? 's' : ''}`;

function days(count: number): string {
  if (count === 0) return 'Aucune journée à venir n’était prévue.';
  return count === 1
    ? 'La journée à venir est retirée ; le lieu d’accueil est prévenu.'
    : `Les ${count} journées à venir sont retirées ; les lieux d’accueil sont prévenus.`;
}

const shortTitle: Readonly<Record<CertificateKind, string>> = {
  rcp: 'attestation d’assurance',
  'locum-licence': 'licence de remplacement',
  'employer-clearance': 'autorisation de l’employeur',
};

const certificateFacts = (certificate: CertificateKind, on: CivilDate): readonly (readonly [string, string])[] => [
  ['Pièce', certificateName(certificate).replace(/^(La |L’)/, '')],
  ['Dernier jour couvert', frenchDate(on)],
];

/** What to send, in the words of who issues it. */
const toSend: Readonly<Record<CertificateKind, string>> = {
  rcp: 'Demandez à votre assureur l’attestation de la nouvelle période : elle indique ses dates et couvre vos consultations dans les lieux d’accueil. Envoyez-la-nous dès que vous l’avez.',
  'locum-licence': 'Demandez à votre conseil départemental de l’Ordre le renouvellement de la licence, et envoyez-nous-en une copie.',
  'employer-clearance': 'Demandez à votre employeur une autorisation pour la nouvelle période, avec ses dates, et envoyez-la-nous.',
};

const suspended: Readonly<Record<'opposition' | 'standing', string>> = {
  opposition: 'à la suite de la réponse de votre conseil départemental de l’Ordre',
  standing: 'l’exercice ne vous étant plus permis selon l’information reçue de l’Ordre',
};

const bank = ({ programme, change }: { readonly programme: string; readonly change: boolean }): LetterBody => ({
  subject: change ? 'Coordonnées bancaires à mettre à jour' : 'Coordonnées bancaires à indiquer',
  paragraphs: [
    `Pour vous verser les indemnités du dispositif « ${programme} », nous avons besoin de vos coordonnées bancaires, ou de celles de votre société.`,
    'Munissez-vous de votre RIB. Une autre personne de nos services les vérifiera avant tout paiement ; nous ne vous les demanderons jamais par retour de courriel.',
  ],
  action: 'Indiquer mes coordonnées bancaires',
  limit: 'answer',
});

export const engagementLetters: Letters<EngagementMail> = {
  'bank-details-asked': bank,
  'bank-details-reminder': (data) => ({ ...bank(data), subject: `${bank(data).subject}, rappel` }),
  'cdom-asked': (data) => ({
    subject: `${asked[data.scope]} : ${data.doctor}`,
    paragraphs: [question[data.scope], lateOpposition],
    facts: cdomFacts(data),
    action: 'Donner la réponse du conseil',
    greeting: councilGreeting,
    limit: twoMonths,
  }),
  'cdom-reminder': (data) => ({
    subject: `${asked[data.scope]}, rappel : ${data.doctor}`,
    paragraphs: ['Nous n’avons pas encore reçu la réponse de votre conseil.', question[data.scope]],
    facts: cdomFacts(data),
    action: 'Donner la réponse du conseil',
    greeting: councilGreeting,
    limit: twoMonths,
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
    quiet: true,
    limit: { words: 'Ce lien sert pendant toute la durée de l’engagement.' },
    greeting: councilGreeting,
  }),
  'cdom-document-asked': ({ document, departement, ...data }) => ({
    subject: `Document demandé par l’Ordre : ${data.doctor}`,
    paragraphs: [
      `Le conseil départemental de l’Ordre (${departement}) demande un document avant de répondre. S’il a ajouté une précision, elle se lit dans le dossier de l’engagement.`,
      `Une fois le document transmis et enregistré, le conseil en est prévenu et reçoit de nouveau le lien pour répondre. ${runningOn[data.scope]}`,
    ],
    facts: [['Document', cdomDocumentWords[document]], ...cdomFacts(data)],
  }),
  'cdom-request-acknowledged': ({ document, ...data }) => ({
    subject: `Demande de document enregistrée : ${data.doctor}`,
    paragraphs: [
      `Votre demande est transmise à nos services. ${runningOn[data.scope]}`,
      'Vous serez prévenu par courriel de la suite donnée ; le lien ci-dessous vous permet de répondre sans l’attendre.',
    ],
    facts: [['Document demandé', cdomDocumentWords[document]], ...cdomFacts(data)],
    action: 'Donner la réponse du conseil',
    limit: twoMonths,
    greeting: councilGreeting,
  }),
  'cdom-document-sent': ({ title, note, ...data }) => ({
    subject: `Document demandé par votre conseil : ${data.doctor}`,
    paragraphs: [`Voici la suite donnée à votre demande de document. ${runningOn[data.scope]}`, ...(note === '' ? [] : [note])],
    facts: [['Document', title], ...cdomFacts(data)],
    action: 'Donner la réponse du conseil',
    limit: twoMonths,
    greeting: councilGreeting,
  }),
  'contract-transmission': ({ doctor, rpps, number, concluded }) => ({
    subject: `Lettre d’engagement signée : ${doctor}`,
    paragraphs: [
      'Nous vous communiquons la lettre d’engagement de ce médecin, inscrit à votre tableau (article L. 4113-9 du code de la santé publique). Le lien ci-dessous permet de la lire et d’en accuser réception.',
    ],
    facts: [
      ['Médecin', doctor],
      ['Numéro RPPS', rpps],
      ['Lettre', number],
      ['Signée le', frenchDate(concluded)],
    ],
    action: 'Lire la lettre et en accuser réception',
    limit: { words: 'Merci d’en accuser réception dès que possible : c’est la preuve de sa transmission, et non un accord.' },
    greeting: councilGreeting,
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
      'La suite : des journées vous seront proposées par courriel. Vous acceptez ou refusez par un lien ; la journée est confirmée quand le lieu d’accueil l’accepte aussi, et une invitation arrive dans votre agenda. Le soir même, vous déclarez votre présence par un lien.',
      'Pour toute question, ou en cas d’empêchement de dernière minute, appelez le contact indiqué ci-dessous. Pour quitter le dispositif, utilisez le lien de ce courriel.',
    ],
    facts: [
      ['Période', `du ${frenchDate(from)} au ${frenchDate(to)}`],
      ['Rythme', `${monthlyCap} demi-journée${monthlyCap > 1 ? 's' : ''} au plus par mois`],
      ['Lieux souhaités', listed(sites)],
    ],
    action: 'Quitter le dispositif',
    quiet: true,
    limit: { words: 'Ce lien sert pendant toute la durée de votre engagement ; vous n’avez rien à faire aujourd’hui.' },
  }),
  'certificate-ending': ({ programme, certificate, on }) => ({
    subject: `À renouveler avant le ${frenchDate(on)} : ${shortTitle[certificate]}`,
    paragraphs: [
      `${certificateName(certificate)} que vous nous avez remise pour le dispositif « ${programme} » prend fin le ${frenchDate(on)}. Aucune journée ne peut avoir lieu après cette date sans la suivante.`,
      toSend[certificate],
    ],
    facts: certificateFacts(certificate, on),
  }),
  'certificate-expired': ({ programme, certificate, on, days: count }) => ({
    subject: `Pièce à nous remettre : ${shortTitle[certificate]}`,
    paragraphs: [
      `${certificateName(certificate)} remise pour le dispositif « ${programme} » ne vaut pas au-delà du ${frenchDate(on)}. ${days(count)}`,
      toSend[certificate],
      'Dès que nous l’aurons enregistrée, de nouvelles journées pourront vous être proposées. Les demi-journées déjà attestées restent dues.',
    ],
    facts: certificateFacts(certificate, on),
  }),
  'contract-reminder': ({ doctor, number, departement, until }) => ({
    subject: `Lettre d’engagement à transmettre à l’Ordre au plus tard le ${frenchDate(until)}`,
    paragraphs: [
      'Cette lettre signée doit être communiquée au conseil départemental de l’Ordre du médecin dans le mois de sa conclusion (article L. 4113-9 du code de la santé publique). Le conseil n’en a pas encore accusé réception.',
      'Si vous la lui avez remise autrement, enregistrez la date et la preuve de l’envoi : la tâche disparaîtra de votre liste.',
    ],
    facts: [
      ['Médecin', doctor],
      ['Lettre', number],
      ['Conseil de l’Ordre', `département ${departement}`],
    ],
  }),
  'engagement-suspended': ({ programme, days: count, cause }) => ({
    subject: 'Votre engagement est suspendu',
    paragraphs: [
      `Votre engagement dans le dispositif « ${programme} » est suspendu, ${suspended[cause]}.`,
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
  'yearly-recap': ({ programme, year, halfDays, sites, payers, label }) => ({
    subject: `Votre année ${year} : bilan et attestation de participation`,
    paragraphs: [
      `En ${year}, vous avez tenu ${counted(halfDays)} de consultation dans le cadre du dispositif «\u00a0${programme}\u00a0». Merci pour votre engagement.`,
      'La page donne votre attestation de participation. Elle ne porte aucun montant.',
    ],
    facts: [
      ...sites.map((site): readonly [string, string] => [site.name, counted(site.halfDays)]),
      ...payers.map(({ payer, amountCents }): readonly [string, string] => [
        `Versement\u00a0: ${payerName(payer, label)}`,
        formatEuros(amountCents),
      ]),
    ],
    action: 'Ouvrir mon attestation',
  }),
  'noted-by-phone': ({ by, programme, days: count }) => ({
    subject: 'Retrait noté au téléphone',
    paragraphs: [
      notedByPhone(by, `votre retrait du dispositif «\u00a0${programme}\u00a0». Merci pour votre engagement`),
      days(count),
      'Les demi-journées déjà attestées restent dues.',
      callIfWrong,
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
