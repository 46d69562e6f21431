import { civilDate, frenchDate } from '../../domain/dates';
import type { CertificateKind } from '../../domain/programme';
import type { Sentence } from '../french';

type Value = string | number | undefined;
const date = (value: Value): string => (value === undefined ? '' : frenchDate(civilDate(String(value))));
const half = (value: Value): string => (value === 'morning' ? 'matin' : 'après-midi');

/** The licence of a locum who is still a student, and its last day. */
const locumLicenceArticle = 'article L. 4131-2 du code de la santé publique';

const certificates: Readonly<Record<CertificateKind, string>> = {
  rcp: 'L’attestation de responsabilité civile professionnelle',
  'locum-licence': 'La licence de remplacement',
  'employer-clearance': 'L’autorisation de l’employeur',
};

/** With its article, as the first words of a sentence. */
export function certificateName(value: Value): string {
  const names: Readonly<Record<string, string>> = certificates;
  return names[String(value)] ?? 'Une pièce demandée par le dispositif';
}

/** Why a doctor may not have a slot: gates, caps, double bookings; the same words for a proposal, a move and an accepted cover. */
export const eligibilityWords: Readonly<Record<string, Sentence>> = {
  'unknown-engagement': () => 'Cet engagement n’existe pas.',
  'unknown-site': () => 'Ce lieu d’accueil n’existe pas.',
  'doctor-struck-off': () => 'Ce médecin n’est plus autorisé à exercer.',
  'engagement-not-active': () => 'L’engagement du médecin n’est pas actif.',
  'outside-engagement': ({ from, to }) => `L’engagement du médecin va du ${date(from)} au ${date(to)} : cette date n’en fait pas partie.`,
  'outside-programme': () => 'Le dispositif n’est pas ouvert à cette date.',
  'convention-not-in-force': () => 'La convention n’est pas en vigueur.',
  'outside-convention': ({ from, to }) => `La convention va du ${date(from)} au ${date(to)} : cette date n’en fait pas partie.`,
  'epci-outside-convention': ({ epci }) => `L’intercommunalité ${epci ?? ''} du lieu d’accueil ne figure pas dans la convention.`,
  'zone-not-listed': ({ epci }) => `L’intercommunalité ${epci ?? ''} du lieu d’accueil n’est pas dans la liste des zones à cette date.`,
  'cdom-opposed': () => 'Le conseil départemental de l’Ordre du lieu d’accueil s’est opposé à ce médecin sur ce lieu.',
  'cdom-not-answered': ({ from }) =>
    from === undefined
      ? 'Le conseil départemental de l’Ordre du lieu d’accueil n’a pas encore été saisi, ou son accusé de réception manque.'
      : `Le conseil départemental de l’Ordre du lieu d’accueil n’a pas répondu : sans réponse, le lieu est possible à partir du ${date(from)}.`,
  'certificate-missing': ({ certificate, date: on }) =>
    `${certificateName(certificate)} manque ou ne couvre pas le ${date(on)}${certificate === 'locum-licence' ? ` (${locumLicenceArticle})` : ''}.`,
  'site-closed': () => 'Ce lieu d’accueil est fermé.',
  'site-not-open': ({ date: on, half: which }) =>
    `Ce lieu d’accueil n’ouvre pas le ${date(on)} (${half(which)}). Un administrateur peut passer outre avec une raison.`,
  sunday: ({ date: on }) => `Le ${date(on)} est un dimanche. Un administrateur peut passer outre avec une raison.`,
  holiday: ({ date: on, name }) => `Le ${date(on)} est férié (${name ?? ''}). Un administrateur peut passer outre avec une raison.`,
  'monthly-cap': ({ held, asked, cap }) =>
    `Plafond du mois dépassé : ${held ?? 0} demi-journées déjà retenues et ${asked ?? 0} demandées, pour ${cap ?? 0} au plus.`,
  'monthly-soft-cap': ({ held, asked, cap }) =>
    `Seuil du mois dépassé : ${held ?? 0} demi-journées déjà retenues et ${asked ?? 0} demandées, pour ${cap ?? 0} prévues. Un administrateur peut passer outre avec une raison.`,
  'doctor-already-held': ({ date: on, half: which, dossier }) =>
    `Ce médecin est déjà retenu le ${date(on)} (${half(which)}) par le dossier ${dossier ?? ''}.`,
  'room-already-held': ({ date: on, half: which }) => `Aucune salle n’est libre dans ce lieu le ${date(on)} (${half(which)}).`,
};
