import { phoneWords, typeset } from '../typography';
import type { CoverMail, CoverText, Replacement } from '../../domain/cover-messages';
import type { Settlement } from '../../domain/cover-record';
import { frenchDay } from '../../domain/dates';
import type { Practice } from '../../domain/person';
import { hoursWords, whenWords } from '../day-lines';
import { councilGreeting, type LetterBody, type Letters } from './letters';

type Fact = readonly [string, string];

const placeFacts = (text: CoverText): readonly Fact[] => [
  ['Date', whenWords(text)],
  ['Horaires', hoursWords(text)],
  ['Lieu', `${text.site}, ${text.address}`],
];
/** A specialty is kept as it is keyed in, with its capital or all in capitals. */
const inSentence = (specialty: string): string =>
  /^\p{Lu}\p{Ll}/u.test(specialty) ? `${specialty.slice(0, 1).toLowerCase()}${specialty.slice(1)}` : specialty;
/** For who may replace the doctor: where, when, and what kind of practice. */
const locumFacts = (text: CoverText): readonly Fact[] => [
  ['Médecin remplacé', `${text.doctor}, ${inSentence(text.practice.specialty)}`],
  ['Cabinet', practicePlace(text)],
  ['Date', whenWords(text)],
  ['Absence du médecin', hoursWords(text)],
];
/** For the doctor whose practice it is. */
export const ownPracticeFacts = (text: CoverText): readonly Fact[] => [
  ['Date', whenWords(text)],
  ['Lieu de la consultation', `${text.site}, ${text.address}`],
];
const namedFacts = (text: CoverText): readonly Fact[] => [
  ['Médecin remplacé', text.doctor],
  ['Date', whenWords(text)],
];
/** For who is asked, in the mail and on the page. */
export const coverFacts = (text: CoverText): readonly Fact[] => (text.track === 'host' ? placeFacts(text) : locumFacts(text));
const factsOf = (text: CoverText): readonly Fact[] => (text.track === 'host' ? placeFacts(text) : namedFacts(text));
/** A council is written to as such, whoever presides over it; when its address is unknown, our own cell reads the mail and passes it on. */
const toCouncil = ({ forward }: { readonly forward: boolean }): Pick<LetterBody, 'greeting'> =>
  forward ? {} : { greeting: councilGreeting };

function practicePlace({ practice }: CoverText): string {
  return practice.address ?? `département ${practice.departement} (adresse à demander au médecin ou à notre service)`;
}

/** in which capacity the locum replaces, as R. 4127-65 CSP wants it said. */
const capacities: Readonly<Record<Practice, string>> = {
  'own-practice': 'médecin inscrit au tableau',
  locum: 'médecin remplaçant inscrit au tableau',
  retired: 'médecin retraité inscrit au tableau',
  salaried: 'médecin salarié inscrit au tableau',
  'student-licensed': 'étudiant titulaire d’une licence de remplacement',
};
const known = ({ name, rpps, practice }: Replacement): string => `${name}, RPPS ${rpps}, ${capacities[practice]}`;

type Searched = Extract<CoverMail, { kind: 'cover-escalated' | 'practice-unfound' }>['data'];

/** A silence is not a refusal: each is told as what it was. */
function causeSentence({ cause, asked, refused }: Searched, ownAnswer: string): string {
  switch (cause) {
    case 'unresolved':
      return 'Aucune réponse favorable n’est encore arrivée et la date approche.';
    case 'unanswered':
      if (asked === 0) return ownAnswer;
      if (asked === 1) return 'Le seul médecin sollicité n’a pas répondu dans le délai.';
      return refused === 0
        ? 'Les médecins sollicités n’ont pas répondu dans le délai.'
        : 'Aucun médecin sollicité n’a accepté : les uns ont refusé, les autres n’ont pas répondu.';
    case 'nobody':
      if (asked === 0) return 'Aucun médecin ne peut être sollicité pour cette date.';
      return asked === 1 ? 'Le seul médecin sollicité a refusé.' : 'Tous les médecins sollicités ont refusé.';
    case 'failed':
      return 'Le remplaçant qui avait accepté s’est désisté.';
  }
}

/** The doctor was asked who looks after the practice, and said nothing. */
const isOwnSilence = ({ cause, asked }: Searched): boolean => cause === 'unanswered' && asked === 0;
const ownSilence = 'Nous n’avons pas reçu votre réponse : nous ne savons pas qui assure votre cabinet ce jour-là.';
const doctorSilence = 'Le médecin n’a pas répondu : on ne sait pas qui assure son cabinet ce jour-là.';
const outcomes: Readonly<Record<Settlement | 'covered', string>> = {
  covered: 'un remplaçant a accepté',
  cancelled: 'la consultation n’aura pas lieu',
  'resolved-by-hand': 'réglé directement',
  closed: 'le cabinet sera fermé',
  partner: 'un associé assure le cabinet',
  'locum-by-hand': 'un remplaçant a été trouvé directement',
};

const derogation =
  'Exercer ailleurs pendant que l’on est remplacé à son cabinet demande une dérogation du conseil départemental de l’Ordre (article R. 4127-65 du code de la santé publique) : elle doit figurer au dossier.';
const contract = 'Le contrat de remplacement doit parvenir au conseil départemental de l’Ordre avant le premier jour.';
const forwarding = 'L’adresse de ce conseil n’est pas enregistrée : merci de lui transmettre ce message avant la journée.';

export const coverLetters: Letters<CoverMail> = {
  'cover-asked': (data) => ({
    subject: `Remplacement demandé : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'La consultation ci-dessous n’a plus de médecin. Pourriez-vous la reprendre ?',
      'La première réponse favorable est retenue ; l’invitation vous parvient aussitôt.',
    ],
    facts: placeFacts(data),
    action: 'Répondre à la demande',
    limit: 'answer',
  }),
  'locum-asked': (data) => ({
    subject: `Remplacement au cabinet : ${frenchDay(data.date)}`,
    paragraphs: [
      `Le ${data.doctor} consulte ce jour-là dans un lieu d’accueil et cherche un remplaçant à son cabinet. Êtes-vous disponible ?`,
      'La première réponse favorable est retenue. Les coordonnées du médecin vous sont alors données.',
    ],
    facts: locumFacts(data),
    action: 'Répondre à la demande',
    limit: 'answer',
  }),
  'cover-filled': (data) => ({
    subject: `Remplacement trouvé : ${frenchDay(data.date)}`,
    paragraphs: [
      'Un confrère ou une consœur a déjà répondu : le remplacement est assuré. Merci de votre attention ; vous n’avez rien à faire.',
    ],
    facts: factsOf(data),
  }),
  'cover-withdrawn': (data) => ({
    subject: `Demande retirée : ${frenchDay(data.date)}`,
    paragraphs: ['Nous ne cherchons plus de remplaçant pour cette date. Merci de votre attention ; vous n’avez rien à faire.'],
    facts: factsOf(data),
  }),
  'locum-cancelled': (data) => ({
    subject: `Remplacement annulé : ${frenchDay(data.date)}`,
    paragraphs: [
      `Le remplacement que vous aviez accepté au cabinet du ${data.doctor} est annulé : sa journée de consultation n’a plus lieu à cette date.`,
      'Merci d’avoir répondu présent. Vous n’avez rien à faire : le conseil départemental de l’Ordre en est informé par nos soins.',
    ],
    facts: locumFacts(data),
  }),
  'locum-released': (data) => ({
    subject: `Remplacement retiré : ${frenchDay(data.date)}`,
    paragraphs: [
      `Le remplacement que vous aviez accepté au cabinet du ${data.doctor} vous est retiré : d’après les pièces de votre dossier, vous ne pouvez pas remplacer à cette date.`,
      'Si ces informations sont inexactes, appelez-nous sans attendre.',
    ],
    facts: namedFacts(data),
  }),
  'practice-locum-lost': (data) => ({
    subject: `Votre cabinet, nouveau remplaçant recherché : ${frenchDay(data.date)}`,
    paragraphs: [
      'Le remplaçant annoncé pour votre cabinet ne peut plus venir. Nous en cherchons un autre et vous préviendrons dès qu’il est trouvé, ou si personne ne l’est.',
    ],
    facts: ownPracticeFacts(data),
  }),
  'replacement-contract-reminder': (data) => ({
    subject: `Contrat de remplacement à faire parvenir à l’Ordre : ${frenchDay(data.date)}`,
    paragraphs: [
      'Le contrat de remplacement doit parvenir au conseil départemental de l’Ordre avant le premier jour (articles L. 4113-9 et R. 4127-65 du code de la santé publique). Sa réception n’est pas encore enregistrée.',
      'Si le conseil l’a reçu autrement que par nos courriels, enregistrez-en la date et la preuve : la tâche disparaîtra de votre liste.',
    ],
    facts: [...namedFacts(data), ...(data.locum === null ? [] : [['Remplaçant', data.locum] as const])],
  }),
  'practice-asked': (data) => ({
    subject: `Votre cabinet, à préciser : ${frenchDay(data.date)}`,
    paragraphs: [
      'Vous consultez ce jour-là dans un lieu d’accueil. Dites-nous qui assure votre cabinet : un remplaçant que nous cherchons pour vous, un associé, ou une fermeture.',
      'La journée n’est pas remise en cause si aucun remplaçant n’est trouvé.',
    ],
    facts: ownPracticeFacts(data),
    action: 'Dire qui assure mon cabinet',
    limit: 'answer',
  }),
  'practice-reminder': (data) => ({
    subject: `Votre cabinet, rappel : ${frenchDay(data.date)}`,
    paragraphs: ['Nous n’avons pas encore votre réponse : qui assure votre cabinet à cette date ?'],
    facts: ownPracticeFacts(data),
    action: 'Dire qui assure mon cabinet',
    limit: 'answer',
  }),
  'practice-covered': (data) => ({
    subject: `Votre cabinet, remplaçant trouvé : ${frenchDay(data.date)}`,
    paragraphs: [
      `Le ${data.locum.name} vous remplace à votre cabinet. Le conseil départemental de l’Ordre en est informé par nos soins.`,
      contract,
      derogation,
    ],
    facts: [
      ...ownPracticeFacts(data),
      ['Remplaçant', data.locum.name],
      ['Courriel', data.locum.email],
      ['Téléphone', phoneWords(data.locum.phone)],
    ],
  }),
  'locum-confirmed': (data) => ({
    subject: `Remplacement confirmé : ${frenchDay(data.date)}`,
    paragraphs: [
      `Merci. Vous remplacez le ${data.replaced.name} à son cabinet.`,
      contract,
      'Si vous ne pouvez plus venir, prévenez-nous aussitôt par le lien ci-dessous.',
    ],
    facts: [...locumFacts(data), ['Courriel', data.replaced.email], ['Téléphone', phoneWords(data.replaced.phone)]],
    action: 'Je ne peux pas venir',
    quiet: true,
  }),
  'replacement-notice': (data) => ({
    ...toCouncil(data),
    subject: `Avis de remplacement : ${frenchDay(data.date)}, ${data.doctor}`,
    paragraphs: [
      'Nous vous informons du remplacement suivant, en application de l’article R. 4127-65 du code de la santé publique.',
      `Pendant cette durée, le médecin remplacé consulte dans un lieu d’accueil (${data.site}, ${data.address}), dans le cadre d’une mission de solidarité territoriale ; la dérogation que prévoit le même article est demandée à ce titre.`,
      data.forward
        ? forwarding
        : 'Leur contrat vous est communiqué par les deux médecins avant le premier jour (article L. 4113-9 du même code). Merci d’en accuser réception par le lien ci-dessous : c’est la preuve de sa transmission, et non un accord.',
    ],
    facts: [
      ['Médecin remplacé', known(data.replaced)],
      ['Remplaçant', known(data.locum)],
      ['Date', whenWords(data)],
      ['Durée', data.halves.length === 2 ? 'un jour' : 'une demi-journée'],
    ],
    ...(data.forward ? {} : { action: 'Accuser réception du contrat' }),
  }),
  'replacement-withdrawn': (data) => ({
    ...toCouncil(data),
    subject: `Avis de remplacement retiré : ${frenchDay(data.date)}, ${data.doctor}`,
    paragraphs: ['Le remplacement dont nous vous avions informé n’aura pas lieu.', ...(data.forward ? [forwarding] : [])],
    facts: [...namedFacts(data), ['Remplaçant annoncé', data.locum]],
  }),
  'practice-unfound': (data) => ({
    subject: `Votre cabinet, ${isOwnSilence(data) ? 'réponse attendue' : 'sans remplaçant'} : ${frenchDay(data.date)}`,
    paragraphs: [
      causeSentence(data, ownSilence),
      `Dites-nous ce que vous choisissez : ${isOwnSilence(data) ? 'un remplaçant que nous cherchons pour vous' : 'une nouvelle recherche'}, un associé ou une fermeture. Une personne de notre équipe est prévenue.`,
    ],
    facts: ownPracticeFacts(data),
    action: 'Dire qui assure mon cabinet',
    limit: 'answer',
  }),
  'cover-escalated': (data) => ({
    subject:
      data.track === 'host'
        ? `À régler, sans médecin : ${frenchDay(data.date)}, ${data.site}`
        : `À régler, cabinet non assuré : ${frenchDay(data.date)}, ${data.doctor}`,
    paragraphs: [
      causeSentence(data, doctorSilence),
      data.track === 'host'
        ? 'Vous êtes la personne désignée : réglez la situation ou décidez que la consultation n’aura pas lieu. Le lieu d’accueil sera prévenu.'
        : 'Vous êtes la personne désignée : fermez le cabinet, confiez-le à un associé ou indiquez le remplaçant trouvé.',
    ],
    facts: [...factsOf(data), ['Médecins sollicités', String(data.asked)], ['Refus reçus', String(data.refused)]],
    action: 'Régler la situation',
    limit: 'answer',
  }),
  'cover-unfound': (data) => ({
    subject: `Consultation supprimée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'Aucun médecin n’a pu être trouvé pour cette consultation : elle n’aura pas lieu.',
      'Merci de prévenir les patients déjà inscrits. La salle est libérée.',
    ],
    facts: placeFacts(data),
  }),
  'cover-resolved': (data) => ({
    subject: `Recherche close : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'La recherche d’un médecin pour cette consultation est close : notre équipe la règle directement et vous en confirmera l’issue.',
    ],
    facts: placeFacts(data),
  }),
  'practice-settled': (data) => ({
    subject: `Votre cabinet, question réglée : ${frenchDay(data.date)}`,
    paragraphs: [
      `La question est réglée : ${outcomes[data.outcome]}.`,
      ...(data.outcome === 'locum-by-hand' ? [contract, derogation] : []),
    ],
    facts: ownPracticeFacts(data),
  }),
  'cover-concluded': (data) => ({
    subject: `Situation réglée : ${frenchDay(data.date)}`,
    paragraphs: ['La situation qui vous avait été signalée est réglée ; vous n’avez plus rien à faire.'],
    facts: [
      ...factsOf(data),
      ['Issue', outcomes[data.outcome]],
      ...(data.reason === null ? [] : [['Raison', typeset(data.reason)] as const]),
    ],
  }),
};
