import { phoneWords } from '../typography';
import type { CoverMail, CoverText, Replacement } from '../../domain/cover-messages';
import type { EscalationCause, Settlement } from '../../domain/cover-record';
import { frenchDay, frenchTime } from '../../domain/dates';
import type { Practice } from '../../domain/person';
import type { Letters } from './letters';

type Fact = readonly [string, string];

const when = ({ date, halves }: CoverText): string =>
  `${frenchDay(date)}, ${halves.length === 2 ? 'journée' : halves[0] === 'morning' ? 'matin' : 'après-midi'}`;
const hours = (text: CoverText): string => text.hours.map(({ start, end }) => `${frenchTime(start)} – ${frenchTime(end)}`).join(' et ');
const placeFacts = (text: CoverText): readonly Fact[] => [
  ['Date', when(text)],
  ['Horaires', hours(text)],
  ['Lieu', `${text.site}, ${text.address}`],
];
const practiceFacts = (text: CoverText): readonly Fact[] => [
  ['Médecin remplacé', text.doctor],
  ['Date', when(text)],
];
const factsOf = (text: CoverText): readonly Fact[] => (text.track === 'host' ? placeFacts(text) : practiceFacts(text));

/** in which capacity the locum replaces, as R.4127-65 CSP wants it said. */
const capacities: Readonly<Record<Practice, string>> = {
  'own-practice': 'médecin inscrit au tableau',
  locum: 'médecin remplaçant inscrit au tableau',
  retired: 'médecin retraité inscrit au tableau',
  salaried: 'médecin salarié inscrit au tableau',
  'student-licensed': 'étudiant titulaire d’une licence de remplacement',
};
const known = ({ name, rpps, practice }: Replacement): string => `${name}, RPPS ${rpps}, ${capacities[practice]}`;

const causes: Readonly<Record<EscalationCause, string>> = {
  unresolved: 'Aucune réponse favorable n’est encore arrivée et la date approche.',
  nobody: 'Aucun médecin sollicité n’est disponible.',
  failed: 'Le remplaçant qui avait accepté s’est désisté.',
};
const outcomes: Readonly<Record<Settlement | 'covered', string>> = {
  covered: 'un remplaçant a accepté',
  cancelled: 'la consultation n’aura pas lieu',
  'resolved-by-hand': 'réglé directement',
  closed: 'le cabinet sera fermé',
  partner: 'un associé assure le cabinet',
  'locum-by-hand': 'un remplaçant a été trouvé directement',
};

const derogation =
  'Exercer ailleurs pendant que l’on est remplacé à son cabinet demande une dérogation du conseil départemental de l’Ordre (article R.4127-65 du code de la santé publique) : elle doit figurer au dossier.';
const contract = 'Le contrat de remplacement doit parvenir au conseil départemental de l’Ordre avant le premier jour.';
const forwarding = 'L’adresse de ce conseil n’est pas enregistrée : merci de lui transmettre ce message avant la journée.';

export const coverLetters: Letters<CoverMail> = {
  'cover-asked': (data) => ({
    subject: `Pouvez-vous assurer la consultation du ${frenchDay(data.date)} ?`,
    paragraphs: [
      `Un médecin ne peut pas assurer cette consultation à ${data.site}. Pourriez-vous la reprendre ?`,
      'La première réponse favorable est retenue ; l’invitation vous parvient aussitôt.',
    ],
    facts: placeFacts(data),
    action: 'Répondre à la demande',
  }),
  'locum-asked': (data) => ({
    subject: `Remplacement au cabinet : ${frenchDay(data.date)}`,
    paragraphs: [
      `${data.doctor} consulte ce jour-là dans un lieu d’accueil et cherche un remplaçant à son cabinet. Êtes-vous disponible ?`,
      'La première réponse favorable est retenue.',
    ],
    facts: practiceFacts(data),
    action: 'Répondre à la demande',
  }),
  'cover-filled': (data) => ({
    subject: `Journée couverte : ${frenchDay(data.date)}`,
    paragraphs: ['La journée vient d’être couverte, merci. Vous n’avez rien à faire.'],
    facts: factsOf(data),
  }),
  'cover-withdrawn': (data) => ({
    subject: `Demande sans objet : ${frenchDay(data.date)}`,
    paragraphs: ['La demande de remplacement pour cette date est sans objet. Merci de votre attention ; vous n’avez rien à faire.'],
    facts: factsOf(data),
  }),
  'practice-asked': (data) => ({
    subject: `Qui assure votre cabinet le ${frenchDay(data.date)} ?`,
    paragraphs: [
      `Vous consultez ce jour-là à ${data.site}. Dites-nous qui assure votre cabinet : un remplaçant que nous cherchons pour vous, un associé, ou une fermeture.`,
      'La journée n’est pas remise en cause si aucun remplaçant n’est trouvé.',
    ],
    facts: practiceFacts(data),
    action: 'Dire qui assure mon cabinet',
  }),
  'practice-reminder': (data) => ({
    subject: `Rappel : qui assure votre cabinet le ${frenchDay(data.date)} ?`,
    paragraphs: ['Nous n’avons pas encore votre réponse sur votre cabinet pour cette date.'],
    facts: practiceFacts(data),
    action: 'Dire qui assure mon cabinet',
  }),
  'practice-covered': (data) => ({
    subject: `Votre remplaçant pour le ${frenchDay(data.date)}`,
    paragraphs: [
      `${data.locum.name} vous remplace à votre cabinet. Le conseil départemental de l’Ordre en est informé par nos soins.`,
      contract,
      derogation,
    ],
    facts: [
      ...practiceFacts(data),
      ['Remplaçant', data.locum.name],
      ['Courriel', data.locum.email],
      ['Téléphone', phoneWords(data.locum.phone)],
    ],
  }),
  'locum-confirmed': (data) => ({
    subject: `Remplacement confirmé : ${frenchDay(data.date)}`,
    paragraphs: [
      `Merci. Vous remplacez ${data.replaced.name} à son cabinet.`,
      contract,
      'Si vous ne pouvez plus venir, prévenez-nous aussitôt par le lien ci-dessous.',
    ],
    facts: [...practiceFacts(data), ['Courriel', data.replaced.email], ['Téléphone', phoneWords(data.replaced.phone)]],
    action: 'Signaler un empêchement',
  }),
  'replacement-notice': (data) => ({
    subject: `Avis de remplacement : ${data.doctor}, ${frenchDay(data.date)}`,
    paragraphs: [
      'Nous vous informons du remplacement suivant, en application de l’article R.4127-65 du code de la santé publique.',
      `Pendant cette durée, le médecin remplacé consulte à ${data.site} (${data.address}), dans le cadre d’une mission de solidarité territoriale ; la dérogation que prévoit le même article est demandée à ce titre.`,
      ...(data.forward ? [forwarding] : []),
    ],
    facts: [
      ['Médecin remplacé', known(data.replaced)],
      ['Remplaçant', known(data.locum)],
      ['Date', when(data)],
      ['Durée', data.halves.length === 2 ? 'un jour' : 'une demi-journée'],
    ],
  }),
  'replacement-withdrawn': (data) => ({
    subject: `Avis de remplacement retiré : ${data.doctor}, ${frenchDay(data.date)}`,
    paragraphs: ['Le remplacement dont nous vous avions informé n’aura pas lieu.', ...(data.forward ? [forwarding] : [])],
    facts: [...practiceFacts(data), ['Remplaçant annoncé', data.locum]],
  }),
  'practice-unfound': (data) => ({
    subject: `Votre cabinet n’est pas assuré le ${frenchDay(data.date)}`,
    paragraphs: [
      causes[data.cause],
      'Dites-nous ce que vous choisissez : une nouvelle recherche, un associé ou une fermeture. Une personne de notre équipe est prévenue.',
    ],
    facts: practiceFacts(data),
    action: 'Dire qui assure mon cabinet',
  }),
  'cover-escalated': (data) => ({
    subject:
      data.track === 'host'
        ? `Sans médecin : ${frenchDay(data.date)}, ${data.site}`
        : `Cabinet non assuré : ${data.doctor}, ${frenchDay(data.date)}`,
    paragraphs: [
      causes[data.cause],
      data.track === 'host'
        ? 'Vous êtes la personne désignée : réglez la situation ou décidez que la consultation n’aura pas lieu. Le lieu d’accueil sera prévenu.'
        : 'Vous êtes la personne désignée : fermez le cabinet, confiez-le à un associé ou indiquez le remplaçant trouvé.',
    ],
    facts: [...factsOf(data), ['Médecins sollicités', String(data.asked)], ['Refus reçus', String(data.refused)]],
    action: 'Régler la situation',
  }),
  'cover-unfound': (data) => ({
    subject: `Pas de consultation le ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'Aucun médecin n’a pu être trouvé pour cette consultation : elle n’aura pas lieu.',
      'Merci de prévenir les patients déjà inscrits. La salle est libérée.',
    ],
    facts: placeFacts(data),
  }),
  'cover-resolved': (data) => ({
    subject: `Consultation du ${frenchDay(data.date)}, ${data.site} : suite donnée`,
    paragraphs: [
      'La recherche d’un médecin pour cette consultation est close : notre équipe la règle directement et vous en confirmera l’issue.',
    ],
    facts: placeFacts(data),
  }),
  'practice-settled': (data) => ({
    subject: `Votre cabinet le ${frenchDay(data.date)}`,
    paragraphs: [
      `La question est réglée : ${outcomes[data.outcome]}.`,
      ...(data.outcome === 'locum-by-hand' ? [contract, derogation] : []),
    ],
    facts: practiceFacts(data),
  }),
  'cover-concluded': (data) => ({
    subject: `Situation réglée : ${frenchDay(data.date)}`,
    paragraphs: ['La situation qui vous avait été signalée est réglée ; vous n’avez plus rien à faire.'],
    facts: [...factsOf(data), ['Issue', outcomes[data.outcome]], ...(data.reason === null ? [] : [['Raison', data.reason] as const])],
  }),
};
