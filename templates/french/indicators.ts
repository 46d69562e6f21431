import type { CoverageMark, Indicators } from '../../domain/indicators';
import { frenchDate } from '../../domain/dates';

/** What each figure counts, word for word the same in the document of the API and on the page. */
export const indicatorDefinitions = {
  period: 'Une journée compte dans la période où tombe sa date au lieu d’accueil. La demi-journée est l’unité.',
  on: 'Date du décompte\u00A0: les médecins, les engagements et les zones sont comptés tels qu’ils sont ce jour-là.',
  volunteers: 'Médecins en exercice inscrits comme volontaires à la date du décompte.',
  engaged: 'Médecins, comptés une fois, dont un engagement au moins est actif à la date du décompte.',
  covered:
    'Communautés inscrites dans la liste des zones à la date du décompte où une demi-journée au moins a été tenue, ou est confirmée et à venir, dans la période.',
  listed: 'Communautés inscrites dans la liste des zones à la date du décompte.',
  offered:
    'Demi-journées proposées, quelle qu’en soit la suite. Une journée reprise par un autre médecin n’est comptée qu’une fois, chez celui qui l’a reprise.',
  planned: 'Demi-journées acceptées par le médecin et par le lieu d’accueil, même annulées ensuite.',
  upcoming: 'Demi-journées confirmées dont la date n’est pas passée.',
  held: 'Demi-journées qui ont eu lieu\u00A0: celles dont la présence est attestée, et celles dont la présence reste à déclarer ou à trancher.',
  attested: 'Demi-journées dont le service fait est attesté par le médecin et par le lieu d’accueil, ou décidé par un administrateur.',
  epciVolunteers: 'Médecins qui ont accepté de consulter dans un lieu de la communauté, par un appel ou par un engagement non terminé.',
  epciEngaged: 'Médecins dont un engagement actif désigne un lieu de la communauté.',
  campaignRefusals: 'Réponses négatives aux appels aux volontaires données dans la période, par motif.',
  dayRefusals: 'Journées de la période refusées, par motif, et propositions restées sans réponse.',
  cancellations: 'Journées de la période annulées, par motif et par demandeur.',
  covers:
    'Remplacements cherchés pour des journées de la période, hors demandes devenues sans objet. Trouvés\u00A0: un médecin a accepté. Arrangés\u00A0: cabinet fermé, associé ou solution directe. Sans remplaçant\u00A0: personne n’a été trouvé.',
  attestedCents:
    'Demi-journées attestées dans la période, au tarif du jour travaillé, par payeur. Les sommes de payeurs différents ne s’additionnent pas.',
  issuedCents:
    'Pour ces mêmes dates\u00A0: ce que portent les états en vigueur, remplacés exclus, et, pour les autres payeurs, ce qui a été indiqué pour information.',
  programmes: 'Les mêmes chiffres par dispositif et convention, d’après l’engagement du médecin.',
} as const;

export const coverageWords: Readonly<Record<CoverageMark, string>> = {
  held: 'servie',
  upcoming: 'journées à venir',
  volunteers: 'volontaires sans journée',
  none: 'non couverte',
};

const many = (count: number, one: string, several: string): string => `${count} ${count > 1 ? several : one}`;

/** « 202 volontaires, 28 communautés sur 29 au 1er mars 2026 »: never a figure without its date. */
export function coverageSentence({ volunteers, covered, listed, on }: Indicators['coverage']): string {
  return `${many(volunteers, 'volontaire', 'volontaires')}, ${many(covered, 'communauté', 'communautés')} sur ${listed} au ${frenchDate(on)}`;
}
