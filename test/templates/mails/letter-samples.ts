import { consultationDay } from '../../../domain/consultation-day';
import type { CoverText } from '../../../domain/cover-messages';
import { escalationCauses, settlements } from '../../../domain/cover-record';
import { civilDate, instant, month, plus, timeZone } from '../../../domain/dates';
import type { DayMail } from '../../../domain/day-mail';
import { cdomAnswers, cdomDocuments } from '../../../domain/engagement';
import { dossierId } from '../../../domain/ids';
import { cents } from '../../../domain/money';
import type { Noun, Nouns } from '../../../domain/nouns';
import { certificateKinds } from '../../../domain/programme';
import { after } from '../../domain/day-builders';
import { eventsOf } from '../../domain/reference-data';
import { cases } from './day-mail-cases';

type DataOf<N extends Noun, K> = Extract<Nouns[N]['mail'], { readonly kind: K }>['data'];
/** Plausible data for every kind of mail of a noun, in each of its forms: the compiler keeps it complete. */
export type Samples<N extends Noun> = { readonly [K in Nouns[N]['mail']['kind']]: readonly DataOf<N, K>[] };

const text = (track: CoverText['track'], both = true): CoverText => ({
  track,
  doctor: 'Dr Claire Martin',
  site: 'MSP des Deux Rives',
  address: '2 rue du Pont, 03100 Montluçon',
  zone: timeZone('Europe/Paris'),
  practice: { address: '4 place Carnot, 03200 Vichy', specialty: 'médecine générale', departement: '03' },
  date: civilDate('2026-10-12'),
  halves: both ? ['morning', 'afternoon'] : ['afternoon'],
  hours: both
    ? [
        { start: '09:00', end: '12:30' },
        { start: '14:00', end: '18:00' },
      ]
    : [{ start: '14:00', end: '18:00' }],
});
const reach = { name: 'Dr Paul Denis', email: 'paul@medecin.example', phone: '06 00 00 00 01' };
const known = { name: 'Dr Paul Denis', rpps: '10000000001', practice: 'student-licensed' } as const;

/** Every kind of mail, in each of its forms. */
export const coverSamples: Samples<'cover'> = {
  'cover-asked': [text('host'), text('host', false)],
  'locum-asked': [
    text('practice'),
    { ...text('practice'), practice: { address: null, specialty: 'médecine générale', departement: '03' } },
  ],
  'cover-filled': [text('host'), text('practice')],
  'cover-withdrawn': [text('host'), text('practice')],
  'locum-cancelled': [text('practice')],
  'practice-asked': [text('practice')],
  'practice-reminder': [text('practice')],
  'practice-covered': [{ ...text('practice'), locum: reach }],
  'locum-confirmed': [{ ...text('practice'), replaced: reach }],
  'replacement-notice': [true, false].map((forward) => ({
    ...text('practice', forward),
    locum: known,
    replaced: { ...known, practice: 'own-practice' },
    forward,
  })),
  'replacement-withdrawn': [true, false].map((forward) => ({ ...text('practice'), locum: 'Dr Paul Denis', forward })),
  'practice-locum-lost': [text('practice')],
  'locum-released': [text('practice')],
  'replacement-contract-reminder': [
    { ...text('practice'), locum: 'Dr Paul Denis' },
    { ...text('practice'), locum: null },
  ],
  'practice-unfound': escalationCauses.flatMap((cause) =>
    [0, 3].flatMap((asked) => [0, asked].map((refused) => ({ ...text('practice'), cause, asked, refused }))),
  ),
  'cover-escalated': escalationCauses.flatMap((cause) =>
    (['host', 'practice'] as const).map((track) => ({ ...text(track), cause, asked: 3, refused: 1 })),
  ),
  'cover-unfound': [text('host')],
  'cover-resolved': [text('host')],
  'practice-settled': settlements.practice.map((outcome) => ({ ...text('practice'), outcome })),
  'cover-concluded': [...settlements.host, ...settlements.practice, 'covered' as const].map((outcome) => ({
    ...text('host'),
    outcome,
    reason: outcome === 'covered' ? null : 'Vu par téléphone',
  })),
};

const period = { from: civilDate('2026-09-01'), to: civilDate('2027-12-31') };
const programme = 'Complément départemental';
const cdom = {
  doctor: 'Dr Éléonore D’Aubigné-Lefèvre',
  rpps: '99999000013',
  programme,
  sites: ['Maison de santé, 2 place de l’Église'],
  ...period,
};
const scopes = ['registration', 'site'] as const;
const cdomTexts = scopes.map((scope) => ({ ...cdom, scope }));
const over = [0, 1, 5].map((days) => ({ programme, days }));
const certificates = certificateKinds.map((certificate) => ({ programme, certificate, on: civilDate('2026-12-01') }));

export const engagementSamples: Samples<'engagement'> = {
  'bank-details-asked': [true, false].map((change) => ({ programme, change })),
  'bank-details-reminder': [true, false].map((change) => ({ programme, change })),
  'cdom-asked': cdomTexts,
  'cdom-reminder': cdomTexts,
  'cdom-acknowledged': cdomTexts.flatMap((each) => cdomAnswers.map((answer) => ({ ...each, answer }))),
  'cdom-document-asked': cdomDocuments.map((document) => ({ ...cdom, scope: 'registration', document, departement: '03' })),
  'cdom-request-acknowledged': cdomDocuments.map((document) => ({ ...cdom, scope: 'site', document })),
  'cdom-document-sent': cdomTexts.map((each) => ({ ...each, title: 'Attestation d’assurance', note: 'Pièce du 1er mars 2026' })),
  'contract-transmission': [{ doctor: cdom.doctor, rpps: cdom.rpps, number: 'ENG-2026-1', concluded: civilDate('2026-09-01') }],
  'site-opposed': [{ programme, site: 'Maison de santé des Combrailles' }],
  'engagement-active': [1, 4].map((monthlyCap) => ({ programme, sites: ['Maison de santé des Combrailles'], monthlyCap, ...period })),
  'certificate-ending': certificates,
  'certificate-expired': certificates.map((each, days) => ({ ...each, days })),
  'contract-reminder': [{ doctor: cdom.doctor, number: 'ENG-2026-1', departement: '03', until: civilDate('2026-10-01') }],
  'engagement-suspended': over.flatMap((each) => (['opposition', 'standing'] as const).map((cause) => ({ ...each, cause }))),
  'engagement-withdrawn': over,
  'engagement-ended': over,
  'yearly-recap': [1, 6].map((halfDays) => ({
    programme,
    year: 2026,
    halfDays,
    sites: [{ name: 'MSP des Deux Rives', halfDays }],
    payers: [{ payer: 'collectivity', amountCents: cents(halfDays * 60_00) }],
    label: 'Département de l’Allier',
  })),
  'noted-by-phone': over.map((each) => ({ ...each, by: 'Service santé' })),
};

const maskedIban = '•••• 0189';
const refusals = ['call-back-failed', 'holder-mismatch', 'account-closed', 'other', 'silence'] as const;
export const creditorSamples: Samples<'creditor'> = {
  'bank-details-declared': [true, false].map((change) => ({ maskedIban, change })),
  'bank-details-effective': [{ maskedIban }],
  'bank-details-refused': refusals.flatMap((reason) => [true, false].map((earlierKept) => ({ maskedIban, reason, earlierKept }))),
  'bank-details-waiting': [null, 'Dr Odile Roux'].map((doctor) => ({ doctor, maskedIban, until: instant('2026-09-15T08:00:00.000Z') })),
};

const call = {
  title: 'Appel d’automne',
  programme,
  amounts: [
    { payer: 'cpam', halfDay: cents(100_00) },
    { payer: 'collectivity', halfDay: cents(60_00) },
  ],
  collectivity: 'Département de l’Allier',
  sites: ['Maison de santé des Combrailles, 03420 Marcillat', 'Centre de santé du Val'],
  ...period,
} as const;
export const campaignSamples: Samples<'campaign'> = {
  'campaign-invitation': [1, 4].map((monthlyCap) => ({ ...call, monthlyCap })),
  'campaign-reminder': [{ ...call, monthlyCap: 4, amounts: [] }],
  'noted-by-phone': (['yes', 'no'] as const).map((answer) => ({
    by: 'Service santé',
    title: call.title,
    answer,
    sites: answer === 'yes' ? ['MSP des Deux Rives'] : [],
  })),
};

const signing = { digest: 'ab12'.repeat(16), level: 'simple' } as const;
const titles = { convention: 'Convention des Combrailles', engagement: 'Lettre d’engagement ENG-2026-1' } as const;
const subjects = (['convention', 'engagement'] as const).map((subject) => ({ ...signing, subject, title: titles[subject] }));
const times = { until: instant('2026-10-20T08:00:00.000Z'), now: instant('2026-09-20T08:00:00.000Z'), zone: timeZone('Europe/Paris') };
const asked = subjects.map((each) => ({ ...each, capacity: 'présidente', ...times }));
export const signatureRoundSamples: Samples<'signature-round'> = {
  'signature-asked': asked,
  'signature-reminder': asked,
  'signature-complete': subjects.map((each) => ({
    ...each,
    zone: timeZone('Europe/Paris'),
    signatures: [{ name: 'Agnès Châtelain', capacity: 'présidente', at: instant('2026-09-20T22:30:00.000Z') }],
  })),
};

export const conventionSamples: Samples<'convention'> = {
  'convention-signed-outside': [
    {
      title: 'Convention des Combrailles',
      sha256: 'ab12'.repeat(16),
      signatures: [{ party: 'cdom', name: 'Agnès Châtelain', capacity: 'présidente', on: civilDate('2026-09-20') }],
    },
  ],
  'convention-in-force': [1, 49].map((epci) => ({
    outside: epci === 1 ? null : 'parapheur de la collectivité',
    title: 'Convention des Combrailles',
    organisations: ['CDOM de l’Allier', 'ARS Auvergne-Rhône-Alpes'],
    effectiveOn: civilDate('2026-10-01'),
    to: civilDate('2027-12-31'),
    epci,
  })),
};

const october = month('2026-10');
const totals = { count: 2, netCents: cents(240_00), overpaymentCents: cents(0), informationCents: cents(400_00), held: 1 };
const payers = [
  { payer: 'cpam', amountCents: cents(400_00) },
  { payer: 'collectivity', amountCents: cents(120_00) },
] as const;
const paid = { label: 'Département de l’Allier', payers, payBy: civilDate('2026-12-01'), contestUntil: civilDate('2026-12-10') };
const monthTotals = {
  count: 2,
  netCents: cents(240_00),
  overpaymentCount: 0,
  overpaymentCents: cents(0),
  payers,
  imputations: [],
  elsewhere: [],
};
const statementCopy = { number: 'EL-2026-0008', kind: 'statement', netCents: cents(120_00) } as const;
const overpaymentCopy = { number: 'TP-2026-0009', kind: 'overpayment', netCents: cents(-120_00) } as const;
export const monthClosingSamples: Samples<'month-closing'> = {
  'closing-draft-ready': [null, 'EL-2026-0007'].map((replaces) => ({
    month: october,
    totals,
    reopened: replaces === null,
    reminder: replaces !== null,
    replaces,
  })),
  'statements-published': [null, 'EL-2026-0007'].flatMap((replaces) =>
    [[], ['EL-2026-0008']].map((numbers) => ({ month: october, numbers, totals: monthTotals, replaces })),
  ),
  'statements-reminder': [1, 3].map((waiting) => ({ month: october, waiting })),
  'statement-copy': [
    { documents: [statementCopy], replaces: null },
    { documents: [overpaymentCopy], replaces: 'EL-2026-0007' },
    { documents: [statementCopy, { ...statementCopy, number: 'EL-2026-0010' }, overpaymentCopy], replaces: null },
  ].map((copies) => ({ month: october, lines: [], held: [], ...copies, ...paid })),
  'month-information': [
    {
      month: october,
      lines: [
        {
          date: civilDate('2026-10-05'),
          site: 'Maison de santé des Combrailles',
          label: 'Indemnité nationale',
          payer: 'cpam',
          quantity: 2,
          unit: cents(100_00),
          amount: cents(200_00),
        },
      ],
      totalCents: cents(200_00),
      held: [{ reason: 'creditor-missing', quantity: 1, amountCents: cents(60_00) }],
      ...paid,
    },
  ],
  'month-contested': [{ month: october, doctor: 'Dr Claire Martin', reason: 'Il manque une demi-journée' }],
  'month-contest-answered': [{ month: october, reason: 'La demi-journée sera payée' }],
};

const statement = { number: 'EL-2026-0008', kind: 'statement', month: october, netCents: cents(120_00) } as const;
export const statementSamples: Samples<'statement'> = {
  'statement-completed': [{ ...statement, piece: 'Délibération n° 12' }],
  'statement-contested': [{ ...statement, doctor: 'Dr Claire Martin', reason: 'Le tarif est faux', on: civilDate('2026-11-20') }],
  'statement-contest-answered': [true, false].map((granted) => ({ ...statement, granted, reason: 'Vu avec le lieu d’accueil' })),
};

const line = {
  noun: 'consultation-day',
  dossier: dossierId('day-1'),
  halves: ['morning'],
  until: instant('2026-10-01T08:00:00.000Z'),
} as const;
const date = civilDate('2026-10-05');
const waiting = { ...line, detail: { date }, date, site: 'Maison de santé des Combrailles', doctor: 'Dr Claire Martin' };
const zone = timeZone('Europe/Paris');
const both = (what: string, more: object = {}): DataOf<'digest', 'doctor-waiting'>[] =>
  [1, 2].map((n) => ({ zone, lines: Array.from({ length: n }, () => ({ ...waiting, what, ...more })) }));
const council = { noun: 'engagement', detail: {}, date: null, halves: [], site: null } as const;
const deskNow = instant('2026-10-05T06:00:00.000Z');
const overdue = instant('2026-10-02T06:00:00.000Z');
const atDesk = ({ lines }: DataOf<'digest', 'doctor-waiting'>): DataOf<'digest', 'desk-waiting'>[] =>
  [null, plus(deskNow, { days: -1 }), plus(deskNow, { days: -3 })].map((last) => ({
    zone,
    now: deskNow,
    last,
    lines: [
      ...lines.map((each) => ({ ...each, isNew: last === null })),
      ...(last === null ? [] : [{ ...waiting, what: 'day-presence-silent', until: overdue, isNew: false }]),
    ],
  }));
export const digestSamples: Samples<'digest'> = {
  'doctor-waiting': [...both('day-answer'), ...both('day-presence')],
  'site-waiting': [...both('day-presence'), ...both('day-assistant')],
  'council-waiting': both('cdom-registration', council),
  'desk-waiting': [
    ...both('day-presence-silent'),
    ...both('day-dispute', { until: null }),
    ...both('day-dispute', { until: overdue }),
  ].flatMap(atDesk),
};

/** What the rules themselves write, case by case. */
function written(): readonly DayMail[] {
  return cases.flatMap(([, , state, action, facts]) => {
    const before = state();
    const events = eventsOf(consultationDay.decide(before, action, facts));
    const next = events.length === 0 ? before : after(before, action, facts);
    return next === null ? [] : events.flatMap((event) => consultationDay.messages(event, next, facts));
  });
}
export const daySamples: readonly DayMail[] = written();
