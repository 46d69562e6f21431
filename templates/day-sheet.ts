import type { Day } from '../domain/consultation-day';
import type { DoorText, StillMissing } from '../domain/day-mail';
import { frenchDate } from '../domain/dates';
import { accessFields, type ReadinessItem, type SiteAccess } from '../domain/site';
import type { Line } from './day-lines';
import { certificateName } from './french/eligibility';
import { phoneWords, typeset } from './typography';

export const assistantWords: Readonly<Record<Day['assistant']['status'], string>> = {
  awaited: 'pas encore connu',
  confirmed: 'présent',
  waived: 'pas d’assistant ce jour-là',
};

const practiceWords: Readonly<Record<Day['practice'], string | null>> = {
  'none-needed': null,
  asked: 'pas encore réglé : appelez-nous',
  locum: 'un remplaçant l’assure',
  closed: 'fermé ce jour-là',
  partner: 'un associé l’assure',
  escalated: 'pas encore assuré : notre équipe s’en occupe avec vous',
};

const accessWords: Readonly<Record<keyof SiteAccess, string>> = {
  entrance: 'Entrée',
  parking: 'Stationnement',
  software: 'Logiciel métier',
  phone: 'Téléphone sur place',
};

/** What is known of the place; nothing is said of what is not. */
export function doorLines({ contacts, access }: DoorText): readonly Line[] {
  const known = accessFields.flatMap((field): readonly Line[] => {
    const words = access[field];
    return words === undefined ? [] : [[accessWords[field], field === 'phone' ? phoneWords(words) : typeset(words)]];
  });
  return [...known, ...contacts.map((contact) => ['À appeler sur place', reach(contact)] as const)];
}

function reach({ name, phone }: DoorText['contacts'][number]): string {
  return `${name}, ${phoneWords(phone)}`;
}

/** The own practice of the doctor, when there is one to look after. */
export function practiceLines(practice: Day['practice'] | null): readonly Line[] {
  const words = practice === null ? null : practiceWords[practice];
  return words === null ? [] : [['Votre cabinet', words]];
}

/** The calendar entry, read on a telephone at the door: how to get in, whom to call. */
export function entryLines(place: string, door: DoorText): readonly string[] {
  return [`Lieu : ${place}`, ...doorLines(door).map(([label, value]) => `${label} : ${value}`)];
}

const readinessWords: Readonly<Record<ReadinessItem, string>> = {
  room: 'la salle',
  software: 'le logiciel métier',
  'card-reader': 'le lecteur de carte Vitale',
  staff: 'l’accueil des patients',
  insurance: 'l’assurance du lieu',
  access: 'les accès (clés, badges)',
  emergency: 'la conduite à tenir en cas d’urgence',
};

/** « la salle, le logiciel métier et les accès » */
export function listed(words: readonly string[]): string {
  const [last = ''] = words.slice(-1);
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} et ${last}`;
}

/** The one thing that is asked a week before the day. */
export function missingSentences(missing: StillMissing | null): readonly string[] {
  switch (missing?.what) {
    case undefined:
      return ['Tout est prêt : vous n’avez rien à faire.'];
    case 'practice':
      return [
        'Il reste un point à régler : nous ne savons pas encore qui assure votre cabinet ce jour-là. Répondez au courriel qui vous le demande, ou appelez-nous.',
      ];
    case 'practice-unfound':
      return [
        'Il reste un point à régler : votre cabinet n’est pas encore assuré ce jour-là. Si vous avez trouvé une solution, appelez-nous.',
      ];
    case 'certificate':
      return [
        missing.to === null
          ? `Il reste un point à régler : ${lower(certificateName(missing.certificate))} nous manque. Envoyez-la-nous avant la journée.`
          : `Il reste un point à régler : ${lower(certificateName(missing.certificate))} prend fin le ${frenchDate(missing.to)}. Envoyez-nous la suivante dès que vous l’avez.`,
      ];
    case 'readiness':
      return [
        `Il reste à préparer : ${listed(missing.items.map((item) => readinessWords[item]))}. Appelez-nous dès que c’est fait : la journée deviendra ferme.`,
      ];
  }
}

const lower = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
