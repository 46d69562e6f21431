import { civilDate, instant, timeZone } from '../../domain/dates';
import { cents } from '../../domain/money';
import type { ConventionDocument } from '../../templates/convention-document';
import type { ParticipationData } from '../../domain/engagement-recap';
import type { EngagementLetterDocument } from '../../templates/engagement-letter-pdf';
import type { PrintedRate } from '../../templates/pdf/rates';
import { someLetterhead } from './statement-samples';

const provenance = {
  generatedAt: instant('2026-01-20T10:00:00.000Z'),
  zone: timeZone('Europe/Paris'),
  engine: 'Relais 0.1.0',
  dataHash: '8c1f9a5be07d42a6b8e1c4f20d9977a1e5b6c3d2f1a0987654321fedcba98712',
  specimen: false,
  draft: false,
};
const digest = 'a7d5f0c2e4b69817263544f3e2d1c0b9a8978685746352413f2e1d0c9b8a7960';

const rates: readonly PrintedRate[] = [
  {
    label: 'Indemnité nationale',
    payer: 'Caisse primaire d’assurance maladie',
    from: civilDate('2025-09-01'),
    to: null,
    halfDay: cents(100_00),
    source: 'Mission de solidarité territoriale',
  },
  {
    label: 'Majoration départementale',
    payer: 'Département de la Creuse',
    from: civilDate('2026-01-01'),
    to: civilDate('2026-03-14'),
    halfDay: cents(50_00),
    source: 'Délibération n° 2025-12/047 du 12 décembre 2025, article 3',
  },
];

export function aConvention(changes: Partial<ConventionDocument> = {}): ConventionDocument {
  const parties = [
    {
      organisation: 'Conseil départemental de l’Ordre des médecins de la Creuse',
      role: 'signatory',
      representative: { name: 'Dr Agnès Châtelain', capacity: 'présidente' },
    },
    {
      organisation: 'Caisse primaire d’assurance maladie de la Creuse',
      role: 'funder',
      representative: { name: 'M. Loïc Guéguen', capacity: 'directeur' },
    },
    {
      organisation: 'Département de la Creuse',
      role: 'signatory',
      representative: { name: 'Mme Valérie Ançay', capacity: 'présidente du conseil départemental' },
    },
  ] as const;
  return {
    ...provenance,
    letterhead: someLetterhead,
    number: '23-2026-CONV-0002',
    title: 'Convention relative à l’accueil de médecins volontaires dans les territoires prioritaires de la Creuse',
    parties: [
      ...parties,
      {
        organisation: 'Agence régionale de santé',
        role: 'informed',
        representative: { name: 'M. Paul Ney', capacity: 'directeur départemental' },
      },
    ],
    visas: ['le code général des collectivités territoriales, notamment ses articles L. 1511-8 et L. 3131-1'],
    deliberation: { reference: 'n° 2025-12/047', votedOn: civilDate('2025-12-12'), enforceableOn: civilDate('2025-12-19') },
    programmes: [{ label: 'Un médecin près de chez vous', monthlyCap: 4, rates }],
    epci: Array.from({ length: 9 }, (_, i) => ({
      siren: `20003459${i}`,
      name: `Communauté de communes fictive des Monts et Vallées n° ${i + 1}`,
    })),
    from: civilDate('2026-02-01'),
    to: civilDate('2028-12-31'),
    noticeMonths: 3,
    offsetAllowed: false,
    signatures: parties.map(({ organisation, representative }, i) => ({
      organisation,
      ...representative,
      signed: i === 2 ? null : { at: instant(`2026-01-2${i + 1}T09:3${i}:00.000Z`), digest },
    })),
    ...changes,
  };
}

export function aParticipation(changes: Partial<ParticipationData> = {}): ParticipationData {
  return {
    ...provenance,
    letterhead: { label: someLetterhead.label, address: someLetterhead.address, siren: someLetterhead.siren },
    doctor: { name: 'Dr Hélène Œuvrard', rpps: '10003456789' },
    programme: 'Un médecin près de chez vous',
    convention: { number: '23-2026-CONV-0002', title: 'Accueil de médecins volontaires dans les territoires prioritaires' },
    year: 2026,
    sites: [
      { name: 'Maison de santé des Combrailles', halfDays: 6 },
      { name: 'MSP des Deux Rives', halfDays: 1 },
    ],
    ...changes,
  };
}

export function aLetter(changes: Partial<EngagementLetterDocument> = {}): EngagementLetterDocument {
  return {
    ...provenance,
    letterhead: someLetterhead,
    number: '23-2026-ENG-0009',
    doctor: { name: 'Dr Hélène Œuvrard', rpps: '10003456789', registration: '23' },
    programme: { label: 'Un médecin près de chez vous', monthlyCap: 4, rates },
    convention: { number: '23-2026-CONV-0002', title: 'Accueil de médecins volontaires dans les territoires prioritaires' },
    from: civilDate('2026-02-01'),
    to: civilDate('2026-12-31'),
    noticeDays: 15,
    certificates: ['une attestation d’assurance de responsabilité civile professionnelle mentionnant l’activité en lieu d’accueil'],
    undertakingVersion: '2026-01',
    signatures: [
      {
        organisation: 'Médecin',
        name: 'Dr Hélène Œuvrard',
        capacity: 'médecin volontaire',
        signed: { at: instant('2026-01-22T18:05:00.000Z'), digest },
      },
      {
        organisation: 'Département de la Creuse',
        name: 'Mme Valérie Ançay',
        capacity: 'présidente du conseil départemental',
        signed: null,
      },
    ],
    ...changes,
  };
}
