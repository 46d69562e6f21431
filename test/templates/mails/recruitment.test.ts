import { civilDate, instant } from '../../../domain/dates';
import type { Addressed } from '../../../domain/decision';
import { engagement, type EngagementEvent, type EngagementMail } from '../../../domain/engagement';
import { campaign } from '../../../domain/campaign';
import type { LetterDocument } from '../../../domain/engagement-letter';
import { dossierId } from '../../../domain/ids';
import { cents } from '../../../domain/money';
import { certificateKinds } from '../../../domain/programme';
import { campaignLetters } from '../../../templates/mails/campaign';
import { creditorLetters } from '../../../templates/mails/creditor';
import { engagementLetters } from '../../../templates/mails/engagement';
import { engagementLetterDocument } from '../../../templates/engagement-letter-document';
import { renderEngagementLetter } from '../../../templates/engagement-letter-pdf';
import { letterHtml, letterText, subjectLimit } from '../../../templates/mail';
import type { LetterBody } from '../../../templates/mails/letters';
import { typographyFaults } from '../../../templates/typography';
import { bankRefusalWords } from '../../../templates/french/creditor';
import {
  answers,
  at,
  by,
  inGates,
  inLetter,
  isActive,
  known,
  link,
  run,
  siteId,
  theProgramme,
  aDoctor,
  aSite,
  inForce,
  doctorId,
} from '../../domain/recruitment-builders';
import { pageTexts } from '../pdf/read-pdf';

const period = { from: civilDate('2026-09-01'), to: civilDate('2027-12-31') };
const cdom = {
  doctor: 'Dr Éléonore D’Aubigné-Lefèvre',
  rpps: '99999000013',
  programme: 'Complément',
  sites: ['Maison de santé, 2 place de l’Église'],
  ...period,
};
const amounts = [
  { payer: 'cpam', halfDay: cents(100_00) },
  { payer: 'collectivity', halfDay: cents(60_00) },
] as const;
const call = {
  title: 'Appel d’automne',
  programme: 'Complément',
  amounts,
  collectivity: 'Département de l’Allier',
  monthlyCap: 4,
  sites: ['Maison de santé', 'Centre'],
  ...period,
};
const bank = { maskedIban: '•••• 0189' };

const written: readonly (readonly [string, LetterBody])[] = [
  ['campaign-invitation', campaignLetters['campaign-invitation'](call)],
  ['campaign-reminder', campaignLetters['campaign-reminder']({ ...call, monthlyCap: 1 })],
  ...([true, false] as const).flatMap((change) => [
    [`bank-details-asked ${change}`, engagementLetters['bank-details-asked']({ programme: 'Complément', change })] as const,
    [`bank-details-reminder ${change}`, engagementLetters['bank-details-reminder']({ programme: 'Complément', change })] as const,
    [`bank-details-declared ${change}`, creditorLetters['bank-details-declared']({ ...bank, change })] as const,
  ]),
  ...(['registration', 'site'] as const).flatMap((scope) => [
    [`cdom-asked ${scope}`, engagementLetters['cdom-asked']({ ...cdom, scope })] as const,
    [`cdom-reminder ${scope}`, engagementLetters['cdom-reminder']({ ...cdom, scope })] as const,
    ...(['authorise', 'oppose'] as const).map(
      (answer) => [`cdom-acknowledged ${scope} ${answer}`, engagementLetters['cdom-acknowledged']({ ...cdom, scope, answer })] as const,
    ),
  ]),
  ['site-opposed', engagementLetters['site-opposed']({ programme: 'Complément', site: 'Centre' })],
  ...[1, 4].map(
    (monthlyCap) =>
      [
        `engagement-active ${monthlyCap}`,
        engagementLetters['engagement-active']({ programme: 'Complément', sites: ['Centre'], monthlyCap, ...period }),
      ] as const,
  ),
  ...[0, 1, 5].flatMap((days) =>
    (['engagement-suspended', 'engagement-withdrawn', 'engagement-ended'] as const).map(
      (kind) =>
        [
          `${kind} ${days}`,
          engagementLetters[kind]({ programme: 'Complément', days, cause: days === 1 ? 'standing' : 'opposition' }),
        ] as const,
    ),
  ),
  ...certificateKinds.flatMap((certificate) => {
    const told = { programme: 'Complément', certificate, on: civilDate('2026-12-01') };
    return [
      [`certificate-ending ${certificate}`, engagementLetters['certificate-ending'](told)],
      [`certificate-expired ${certificate}`, engagementLetters['certificate-expired']({ ...told, days: 2 })],
    ] as const;
  }),
  [
    'contract-reminder',
    engagementLetters['contract-reminder']({
      doctor: 'Dr Claire Martin',
      number: 'ENG-2026-1',
      departement: '03',
      until: civilDate('2026-10-01'),
    }),
  ],
  ['bank-details-effective', creditorLetters['bank-details-effective'](bank)],
  ...(['call-back-failed', 'holder-mismatch', 'account-closed', 'other', 'silence'] as const).flatMap((reason) =>
    [true, false].map(
      (earlierKept) =>
        [
          `bank-details-refused ${reason} ${earlierKept}`,
          creditorLetters['bank-details-refused']({ ...bank, reason, earlierKept }),
        ] as const,
    ),
  ),
  [
    'bank-details-waiting',
    creditorLetters['bank-details-waiting']({
      doctor: 'Dr Odile Roux',
      maskedIban: '•••• 0189',
      until: instant('2026-09-15T08:00:00.000Z'),
    }),
  ],
];

test.each(written)('%s is written as French is printed, in text and HTML', (_, { action, ...body }) => {
  const contact = { name: 'Service santé', phone: '04 70 34 40 03', email: 'sante@allier.example' };
  const letter = {
    greeting: 'Bonjour,',
    ...body,
    contact,
    sender: 'Département de l’Allier',
    specimen: true,
    ...(action === undefined ? {} : { action: { label: action, url: 'https://relais.example/l/x' } }),
  };
  expect(typographyFaults(letterText(letter))).toEqual([]);
  expect(`${letterText(letter)}${letterHtml(letter)}`).not.toMatch(/undefined|null/);
  expect(body.subject.length).toBeLessThanOrEqual(subjectLimit);
});

test('R-29: no mail gives a reason of the Ordre, and a council is asked to write nothing disciplinary', () => {
  const text = written
    .filter(([name]) => name.includes('cdom') || name.includes('opposed') || name.includes('suspended'))
    .map(([, body]) => body.paragraphs.join(' '))
    .join(' ');
  expect(text).toContain('N’y portez aucun élément disciplinaire');
  expect(Object.values(bankRefusalWords).every((words) => typographyFaults(words).length === 0)).toBe(true);
});

test('every mail that the engagement sends has its template', () => {
  const facts = by(link('cdom-03'));
  const sent = [
    run(isActive(), answers('oppose', siteId), facts),
    run(inGates(), { type: 'withdraw', reason: 'other' }, by(link(doctorId))),
  ].flatMap(({ state, events }) =>
    events.flatMap((event: EngagementEvent): readonly Addressed<EngagementMail>[] => engagement.messages(event, state, facts)),
  );
  expect(sent.map(({ kind }) => kind)).toEqual(['cdom-acknowledged', 'site-opposed', 'engagement-withdrawn']);
  expect(sent.every(({ kind }) => typeof engagementLetters[kind] === 'function')).toBe(true);
});

test('the campaign’s mail holds what the volunteer needs to decide', () => {
  const facts = {
    ...at('2026-09-01T08:00:00.000Z'),
    known: { programme: theProgramme(), convention: inForce(), people: { [doctorId]: aDoctor() }, places: { [siteId]: aSite() } },
    engaged: [],
  };
  const launch = {
    type: 'launch',
    programme: dossierId('programme-1'),
    convention: dossierId('convention-1'),
    title: 'Appel',
    volunteers: [doctorId],
    sites: [siteId],
    until: null,
  } as const;
  const decided = campaign.decide(null, launch, facts);
  const [mail] = decided.ok ? decided.events.flatMap((event) => campaign.messages(event, campaign.evolve(null, event), facts)) : [];
  expect(mail?.data).toEqual({
    title: 'Appel',
    programme: 'Complément départemental',
    monthlyCap: 4,
    amounts: [{ payer: 'collectivity', halfDay: 5000 }],
    collectivity: 'Département de l’Allier',
    sites: ['Maison de santé des Combrailles, 2 place de l’Église, 03420 Marcillat'],
    from: '2026-09-01',
    to: '2027-12-31',
  });
});

test('R-30: the letter drawn from the record holds the undertaking, the Ordre and the digest, and the same facts give the same bytes', () => {
  const [spec] = run(null, {
    type: 'open',
    doctor: doctorId,
    programme: dossierId('programme-1'),
    convention: dossierId('convention-1'),
    campaign: null,
    sites: [siteId],
  }).events.flatMap((event) => engagement.documents?.(event, inLetter(), known()) ?? []);
  const isLetter = (data: unknown): data is LetterDocument => typeof data === 'object' && data !== null && 'terms' in data;
  const data: unknown = JSON.parse(JSON.stringify(spec?.data));
  if (!isLetter(data)) throw new Error('no letter was called for');
  const bytes = renderEngagementLetter(engagementLetterDocument(data));
  const text = pageTexts(bytes).join(' ').replaceAll(/\s+/g, ' ');
  for (const words of [
    'sans aucun dépassement d’honoraires',
    'conseil départemental 03',
    'd’aucun critère de rendement',
    'Département de l’Allier',
    'En attente de signature',
    data.dataHash,
    'attestation d’assurance',
  ])
    expect(text).toContain(words);
  expect(text).not.toContain('reçu copie'); // nothing gives him one
  expect(Buffer.from(renderEngagementLetter(engagementLetterDocument(data))).equals(Buffer.from(bytes))).toBe(true);
});
