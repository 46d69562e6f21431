import { monthClosingLetters } from '../../templates/mails/month-closing';
import { monthClosingSamples } from '../templates/mails/letter-samples';
import { listedIn, paidByOthers, slotOf } from '../../season/ending';
import { invariants, type Evidence } from '../../season/invariants';

const day = {
  id: 'day-1',
  doctor: 'doctor-1',
  site: 'site-1',
  date: '2026-10-06',
  zone: 'Europe/Paris',
  halves: ['morning', 'afternoon'] as ('morning' | 'afternoon')[],
  attested: ['morning', 'afternoon'] as ('morning' | 'afternoon')[],
  state: 'attested',
  uids: ['u1'],
  sequence: 1,
  closed: true,
};
const line = { date: '2026-10-06', halfDays: 2, unitCents: 6000, amountCents: 12000, payer: 'collectivity', kind: 'service' };
const statement = {
  number: '99-2026-EL-0001',
  doctor: 'doctor-1',
  month: '2026-10',
  file: 'a.pdf',
  sha256: 'x',
  state: 'issued',
  kind: 'statement',
  netCents: 12000,
  informationCents: 20000,
  lines: [line],
};
const invite = { recipient: 'a@x.example', uid: 'u1', sequence: 0, method: 'REQUEST', file: '1.eml', at: '' };
const notice = {
  recipient: 'b@x.example',
  kind: 'day-cancelled',
  subject: 'Journée annulée',
  file: '5.eml',
  at: '2026-10-01T10:00:00.000Z',
  slot: 'mercredi 7 octobre 2026, MSP, Dr Awa Roux',
};
const later = (n: number, kind: string, more: Partial<typeof notice> = {}): typeof notice => ({
  ...notice,
  kind,
  subject: kind,
  file: `${5 + n}.eml`,
  at: `2026-10-0${1 + n}T10:00:00.000Z`,
  ...more,
});

const attestedElsewhere = { ...day, id: 'day-9', doctor: 'doctor-9' };
const paidElsewhere = { ...statement, number: '99-2026-EL-0002', doctor: 'doctor-9' };
const bothTotals = { [statement.number]: 12000, '99-2026-EL-0002': 12000 };
const totalsOfBoth = { pdfTotals: bothTotals, mailTotals: bothTotals, tables: [{ month: '2026-10', totals: bothTotals }] };

const laterDay = { ...day, id: 'day-later', date: '2026-11-03' };
const good: Evidence = {
  days: [day],
  statements: [statement],
  invites: [invite, { ...invite, sequence: 1, file: '2.eml' }, { ...invite, sequence: 2, method: 'CANCEL', file: '3.eml' }],
  notices: [notice],
  pdfTotals: { [statement.number]: 12000 },
  mailTotals: { [statement.number]: 12000 },
  tables: [{ month: '2026-10', totals: { [statement.number]: 12000 } }],
  controls: [{ month: '2026-10', said: { API: 12000, CSV: 12000, XLSX: 12000, JSON: 12000, ZIP: 12000 } }],
  told: [],
  owedThrough: null,
  tasks: [],
  cap: 4,
};

const broken = (evidence: Partial<Evidence>): readonly string[] =>
  invariants({ ...good, ...evidence })
    .filter(({ holds }) => !holds)
    .map(({ name }) => name);

test('a season in order holds all its invariants, each with cases', () => {
  const checked = invariants(good);
  expect(checked.filter(({ holds }) => !holds)).toEqual([]);
  expect(checked.every(({ cases }) => cases > 0)).toBe(true);
});

test('an invariant that checked no case does not hold', () => {
  expect(broken({ days: [], statements: [], invites: [], notices: [] })).toHaveLength(7);
});

test.each<[string, string, Partial<Evidence>]>([
  ['a confirmed day that nobody was invited to', 'chaque journée est invitée une fois par version', { days: [{ ...day, uids: [] }] }],
  ['the same version sent twice', 'chaque journée est invitée une fois par version', { invites: [invite, { ...invite, file: '2.eml' }] }],
  [
    'an older version after a newer one',
    'chaque journée est invitée une fois par version',
    {
      invites: [
        { ...invite, sequence: 1 },
        { ...invite, file: '2.eml' },
      ],
    },
  ],
  [
    'a cancellation of what was never sent',
    'chaque journée est invitée une fois par version',
    { invites: [{ ...invite, method: 'CANCEL' }] },
  ],
  [
    'one entry for two people',
    'chaque journée est invitée une fois par version',
    { invites: [invite, { ...invite, sequence: 1, recipient: 'b@x.example', file: '2.eml' }] },
  ],
  [
    'a half-day paid twice',
    'chaque demi-journée attestée est dans un seul état en vigueur',
    {
      statements: [statement, { ...statement, number: '99-2026-EL-0002' }],
      pdfTotals: { [statement.number]: 12000, '99-2026-EL-0002': 12000 },
      mailTotals: { [statement.number]: 12000, '99-2026-EL-0002': 12000 },
      tables: [{ month: '2026-10', totals: { [statement.number]: 12000, '99-2026-EL-0002': 12000 } }],
    },
  ],
  [
    'a half-day withdrawn and not taken back',
    'chaque demi-journée attestée est dans un seul état en vigueur',
    { days: [{ ...day, attested: [], state: 'no-show' }, attestedElsewhere], statements: [statement, paidElsewhere], ...totalsOfBoth },
  ],
  [
    'a half-day told in a mail beside the statement that pays one of two',
    'chaque demi-journée attestée est dans un seul état en vigueur',
    {
      statements: [{ ...statement, lines: [{ ...line, halfDays: 1 }] }],
      told: [{ doctor: day.doctor, date: day.date, halfDays: 2 }],
    },
  ],
  ['a later half-day forgotten', 'chaque demi-journée attestée est dans un seul état en vigueur', { days: [day, laterDay] }],
  [
    'a half-day forgotten',
    'chaque demi-journée attestée est dans un seul état en vigueur',
    { statements: [{ ...statement, lines: [{ ...line, halfDays: 1 }] }] },
  ],
  [
    'a statement replaced and still counted',
    'chaque demi-journée attestée est dans un seul état en vigueur',
    { statements: [{ ...statement, state: 'replaced' }], tables: [] },
  ],
  [
    'another total in the PDF',
    'les totaux sont égaux dans le PDF, le tableau, le courriel et l’API',
    { pdfTotals: { [statement.number]: 11000 } },
  ],
  [
    'another total in the mail',
    'les totaux sont égaux dans le PDF, le tableau, le courriel et l’API',
    { mailTotals: { [statement.number]: null } },
  ],
  [
    'a replaced statement left in the table',
    'les totaux sont égaux dans le PDF, le tableau, le courriel et l’API',
    {
      statements: [statement, { ...statement, number: '99-2026-EL-0002', state: 'replaced' }],
      pdfTotals: { [statement.number]: 12000, '99-2026-EL-0002': 12000 },
      mailTotals: { [statement.number]: 12000, '99-2026-EL-0002': 12000 },
      tables: [{ month: '2026-10', totals: { [statement.number]: 12000, '99-2026-EL-0002': 12000 } }],
    },
  ],
  ['another total in the table', 'les totaux sont égaux dans le PDF, le tableau, le courriel et l’API', { tables: [] }],
  [
    'a hole in the numbers',
    'les numéros vont de 1 à n sans trou',
    {
      statements: [{ ...statement, number: '99-2026-EL-0002' }],
      pdfTotals: { '99-2026-EL-0002': 12000 },
      mailTotals: { '99-2026-EL-0002': 12000 },
      tables: [{ month: '2026-10', totals: { '99-2026-EL-0002': 12000 } }],
    },
  ],
  ['a reminder after the cancellation', 'aucun courriel ne suit une annulation', { notices: [notice, later(1, 'day-reminder')] }],
  [
    'a reminder that another mail about the same day hides',
    'aucun courriel ne suit une annulation',
    { notices: [later(2, 'presence-asked'), later(1, 'day-sheet'), notice] },
  ],
  [
    'a reminder before the day is given again',
    'aucun courriel ne suit une annulation',
    { notices: [notice, later(1, 'day-reminder'), later(2, 'day-proposed'), later(3, 'day-confirmed')] },
  ],
  ['a second cancellation', 'aucun courriel ne suit une annulation', { notices: [notice, later(1, 'day-cancelled')] }],
  [
    'a mail of a kind that nobody had thought of',
    'aucun courriel ne suit une annulation',
    { notices: [notice, later(1, 'day-week-before')] },
  ],
  [
    'five half-days in a month',
    'personne ne dépasse le plafond mensuel',
    {
      days: [
        day,
        { ...day, id: 'day-2', date: '2026-10-13', attested: [], state: 'confirmed' },
        { ...day, id: 'day-3', date: '2026-10-20', halves: ['morning'], attested: [], state: 'proposed' },
      ],
    },
  ],
  [
    'a task left on a closed file',
    'aucune tâche ne reste quand son acte est fait',
    { tasks: [{ id: 'consultation-day/day-1/answer-doctor', dossierClosed: true }] },
  ],
])('%s is seen', (_, name, fault) => {
  expect(broken(fault)).toEqual([name]);
});

const takenBack = { ...statement, lines: [line, { ...line, halfDays: -2, amountCents: -12000, kind: 'correction' }] };
const putRight = { ...statement, lines: [line, { ...line, unitCents: 500, amountCents: 1000, kind: 'correction' }] };
test.each<[string, Partial<Evidence>]>([
  ['D7: a month that the CPAM pays alone', { statements: [], told: [{ doctor: day.doctor, date: day.date, halfDays: 2 }] }],
  [
    'R-11: an attestation withdrawn and taken back',
    { days: [{ ...day, attested: [], state: 'no-show' }, attestedElsewhere], statements: [takenBack, paidElsewhere] },
  ],
  ['a rate put right', { statements: [putRight] }],
  ['a day of a month that nobody closed yet', { days: [day, laterDay], owedThrough: '2026-10-31' }],
])('%s leaves every attested half-day in its one place', (_, evidence) => {
  expect(broken(evidence)).not.toContain('chaque demi-journée attestée est dans un seul état en vigueur');
});

test('R-11: a trop-perçu says its sum without a sign, and the table counts it against the month', () => {
  const overpayment = { ...statement, kind: 'overpayment', netCents: -12000 };
  const tables = [{ month: '2026-10', totals: { [statement.number]: -12000 } }];
  const name = 'les totaux sont égaux dans le PDF, le tableau, le courriel et l’API';
  expect(broken({ statements: [overpayment], tables })).not.toContain(name);
  expect(broken({ statements: [overpayment], tables, pdfTotals: { [statement.number]: -12000 } })).toContain(name);
});

test('D7: a monthly mail stands for a statement only where the département owes nothing', () => {
  const of = (id: string, ...payers: readonly string[]): Parameters<typeof paidByOthers>[0][number] => ({
    id,
    components: payers.map((payer) => ({ payer })),
  });
  const programmes = [of('alone', 'cpam'), of('topped-up', 'cpam', 'collectivity')];
  const engaged = [
    { doctor: 'a', programme: 'alone' },
    { doctor: 'b', programme: 'topped-up' },
    { doctor: 'c', programme: 'alone' },
    { doctor: 'c', programme: 'topped-up' },
  ];
  expect(paidByOthers(programmes, engaged)).toEqual(['a']);
});

test('a monthly mail lists half-days with their dates', () => {
  const text = [
    '29 décembre 2026, Centre de santé\u00A0: Forfait national, CPAM\u00A0: 2 demi-journées à 100,00\u00A0€, soit 200,00\u00A0€',
    '1er août 2026, MSP\u00A0: Forfait, CPAM\u00A0: 1 demi-journée à 100,00\u00A0€, soit 100,00\u00A0€',
    'Paiement suspendu\u00A0: 2 demi-journées, 120,00\u00A0€\u00A0: coordonnées bancaires',
  ];
  expect(listedIn(text.join('\r\n'))).toEqual([
    { date: '2026-12-29', halfDays: 2 },
    { date: '2026-08-01', halfDays: 1 },
  ]);
});

test('a monthly mail as it is written today is one that the season can read', () => {
  const [sample] = monthClosingSamples['month-information'];
  if (sample === undefined) throw new Error('no sample');
  const { facts = [] } = monthClosingLetters['month-information'](sample);
  const text = facts.map(([label, value]) => `${label}\u00A0: ${value}`).join('\r\n');
  expect(listedIn(text)).toEqual([{ date: '2026-10-05', halfDays: 2 }]);
});

test.each<[string, readonly (typeof notice)[]]>([
  ['a day that is proposed again', [notice, later(1, 'day-proposed'), later(2, 'day-confirmed'), later(3, 'day-reminder')]],
  [
    'another doctor at the same place on the same date',
    [notice, later(1, 'day-reminder', { slot: 'mercredi 7 octobre 2026, MSP, Dr Paul Vidal' })],
  ],
  ['somebody else who still comes', [notice, later(1, 'day-reminder', { recipient: 'c@x.example' })]],
  ['what was sent before', [later(1, 'day-cancelled'), { ...notice, kind: 'day-reminder' }]],
])('the mails about %s do not break the quiet after a cancellation', (_, notices) => {
  expect(broken({ notices })).toEqual([]);
});

test('a mail is about the date, the place and the doctor that its lines name', () => {
  const text = [
    'Bonjour,',
    'Dr Paul Vidal vient le jeudi 8 octobre 2026.',
    'Médecin\u00A0: Dr Awa Roux',
    'Date\u00A0: mercredi 7 octobre 2026, journée entière',
    'Lieu\u00A0: MSP des Deux Rives, 2 rue du Pont, 03100 Montluçon',
  ];
  expect(slotOf(text.join('\n'))).toBe('mercredi 7 octobre 2026, MSP des Deux Rives, Dr Awa Roux');
  expect(slotOf(text.slice(0, 4).join('\n'))).toBeNull();
});

test('R-20: a control total that one form of the month says otherwise, or not at all, is seen', () => {
  for (const XLSX of [12001, null]) expect(broken({ controls: [{ month: '2026-10', said: { API: 12000, XLSX } }] })).toHaveLength(1);
});
