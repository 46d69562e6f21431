import { civilDate } from '../../domain/dates';
import { engagement, type Engagement, type EngagementAction } from '../../domain/engagement';
import { dossierId } from '../../domain/ids';
import {
  answers,
  at,
  by,
  collectivity,
  days,
  inGates,
  inLetter,
  isActive,
  known,
  link,
  mailsOf,
  otherSiteId,
  round,
  run,
  signed,
  siteId,
  tellsOf,
  typesOf,
} from './recruitment-builders';
import { refusalsOf } from './reference-data';

describe('the Ordre', () => {
  test('R-23: an opposition for one site takes back the days of that site, and tells the doctor', () => {
    const facts = by(link('cdom-03'), { days });
    const ran = run(isActive(), answers('oppose', siteId), facts);
    expect(ran.state).toMatchObject({ status: 'active', cdom: { sites: { [siteId]: { status: 'opposed' } } } });
    expect(tellsOf(ran, facts)).toEqual([
      { noun: 'consultation-day', dossier: 'day-1', action: { type: 'suspend', reason: 'cdom-opposition' } },
    ]);
    expect(mailsOf(ran, facts)).toEqual(['cdom-acknowledged cdom-03 cdom-answer site-1', 'site-opposed doctor-1']);
  });

  test('R-29: the Ordre of registration suspends everything, its words reach neither journal nor mail, and it may come back to it', () => {
    const facts = by(link('cdom-03'), { days });
    const ran = run(isActive(), answers('oppose'), facts);
    expect([ran.state.status, tellsOf(ran, facts).length]).toEqual(['suspended', 2]);
    expect(ran.state.cdom.registration.opposition).toEqual({ reason: 'continuity', text: 'Cabinet sans remplaçant' });
    const journal = ran.events.map((event) => Object.entries(event).filter(([name]) => name !== 'state'));
    const mails = ran.events.flatMap((event) => engagement.messages(event, ran.state, facts));
    expect(JSON.stringify([journal, mails])).not.toContain('sans remplaçant');
    expect(run(ran.state, answers('authorise'), facts).state.cdom.registration.opposition).toBeNull();
    expect(run(ran.state, answers('authorise'), facts).state.status).toBe('active');
    expect(typesOf(run(inGates(), answers('oppose'), facts).events)).toEqual(['cdom-recorded', 'suspended']);
  });

  test.each<[string, EngagementAction, ReturnType<typeof by>, string]>([
    ['another council', answers('authorise'), by(link('cdom-976')), 'wrong-cdom'],
    ['an administrator by the link’s action', answers('authorise'), known(), 'link-only'],
    ['a site that is not theirs', answers('authorise', otherSiteId), by(link('cdom-976')), 'unknown-scope /scope'],
  ])('R-24: %s does not answer', (_, action, facts, expected) => {
    expect(refusalsOf(engagement.decide(inGates(), action, facts))).toEqual([expected]);
  });

  test('the same answer twice is refused', () => {
    expect(refusalsOf(engagement.decide(isActive(), answers('authorise'), by(link('cdom-03'))))).toEqual(['already-answered']);
  });

  const record = (change: object): EngagementAction => ({
    type: 'record-cdom',
    scope: siteId,
    answer: null,
    receivedOn: civilDate('2026-06-15'),
    on: civilDate('2026-08-30'),
    document: 'AR 1A 234',
    ...change,
  });

  test('R-23, E-23: a receipt recorded before the letter is signed stands for the question, and its safe end is told', () => {
    const { state } = run(inLetter(), record({}));
    const after = run(state, signed(), by(round()));
    expect(typesOf(after.events)).not.toContain('cdom-asked site-1');
    expect(mailsOf(after).filter((mail) => mail.endsWith('site-1'))).toEqual([]);
    expect(after.state.cdom.sites[siteId]).toMatchObject({ status: 'asked', askedOn: null, receivedOn: '2026-06-15' });
    const now = run(inGates(), record({ receivedOn: '2026-08-31' })).state;
    expect(engagement.nextActions(now, known())).toContainEqual(
      expect.objectContaining({ what: 'cdom-site', until: '2026-11-01T05:00:00.000Z', owner: { kind: 'party', ref: 'cdom-03' } }),
    );
  });

  test('without a receipt the clock never starts: recording it is a task of an administrator (E-23)', () => {
    expect(engagement.nextActions(inGates(), known()).map(({ key, what, until }) => `${key} ${what} ${until ?? '-'}`)).toEqual([
      'contract contract-to-transmit 2026-10-02T04:00:00.000Z',
      'contract-receipt contract-receipt 2026-10-02T04:00:00.000Z',
      'bank-details bank-details 2026-10-01T08:00:00.000Z',
      'cdom-registration cdom-registration -',
      'cdom-site-1 cdom-site -',
      'receipt-site-1 cdom-receipt -',
    ]);
  });

  test.each<[string, object, string]>([
    ['nothing', { receivedOn: null }, 'nothing-to-record /receivedOn'],
    ['a receipt alone from before the text that counts from it', { receivedOn: '2019-05-25' }, 'date-too-old /receivedOn'],
    ['a receipt to come', { receivedOn: '2026-09-02' }, 'date-future /receivedOn'],
    ['an answer to come', { answer: 'authorise', on: '2026-09-02' }, 'date-future /on'],
    ['an answer before its receipt', { answer: 'authorise', on: '2026-06-01' }, 'dates-reversed /on'],
    ['no document', { document: ' ' }, 'text-empty /document'],
    ['an unknown site', { scope: otherSiteId }, 'unknown-scope /scope'],
  ])('what cannot be recorded: %s', (_, change, expected) => {
    expect(refusalsOf(engagement.decide(inGates(), record(change), known()))).toEqual([expected]);
  });

  test.each<[string, object]>([
    ['an answer of those days', { answer: 'authorise', receivedOn: '2018-03-01', on: '2018-04-02' }],
    ['a receipt of the registration’s council, whose silence nothing follows from', { scope: 'registration', receivedOn: '2018-03-01' }],
  ])('what is older than every rule known here is taken where no rule is looked up by it: %s', (_, change) => {
    const { state } = run(inGates(), record(change));
    expect(JSON.stringify(state.cdom)).toContain('"receivedOn":"2018-03-01"');
    expect(engagement.dues(state, known()).map(({ what }) => what)).not.toContain('cdom-silence');
    expect(engagement.nextActions(state, known()).length).toBeGreaterThan(0);
  });

  test('a receipt of the text’s first day, from before every habit of ours, starts the two months', () => {
    const { state } = run(inGates(), record({ receivedOn: '2019-05-26' }));
    const silence = engagement.dues(state, known()).find(({ what }) => what === 'cdom-silence');
    expect(silence?.at.slice(0, 10)).toBe('2019-07-27');
  });

  test('a further site is declared to its own council, once', () => {
    const ran = run(isActive(), { type: 'declare-site', site: otherSiteId });
    expect(mailsOf(ran)).toEqual(['cdom-asked cdom-976 cdom-answer site-2']);
    expect(refusalsOf(engagement.decide(ran.state, { type: 'declare-site', site: otherSiteId }, known()))).toEqual([
      'site-already-declared /site',
    ]);
    expect(refusalsOf(engagement.decide(isActive(), { type: 'declare-site', site: dossierId('nowhere') }, known()))).toEqual([
      'unknown-site /site',
    ]);
    expect(mailsOf(run(inLetter(), { type: 'declare-site', site: otherSiteId }))).toEqual([]);
  });

  test('the registration’s council that stays silent becomes a task of an administrator: after the last reminder, at once when it was asked by letter', () => {
    const silent = (state: Engagement): readonly (string | undefined)[] =>
      engagement
        .nextActions(state, known())
        .flatMap(({ what, owner }) => (what === 'cdom-registration-silent' ? [JSON.stringify(owner)] : []));
    const administrators = [JSON.stringify({ kind: 'role', role: 'administrator' })];
    const after = (state: Engagement, days: number, now: string): Engagement =>
      run(state, { type: 'fall-due', due: 'cdom-reminder', item: `registration.${days}` }, at(now)).state;
    const first = after(inGates(), 15, '2026-09-17T05:00:00.000Z');
    const last = after(first, 45, '2026-10-17T05:00:00.000Z');
    expect([silent(inGates()), silent(first), silent(last)]).toEqual([[], [], administrators]);
    const byLetter = run(inLetter(), record({ scope: 'registration' })).state;
    const signedSince = run(byLetter, signed(), by(round())).state;
    expect([signedSince.cdom.registration.askedOn, silent(signedSince)]).toEqual([null, administrators]);
    expect(silent(run(signedSince, record({ scope: 'registration', answer: 'authorise' })).state)).toEqual([]);
  });

  test('a council without an address is a task, not a silence', () => {
    const facts = by(round(), { collectivity: { ...collectivity, cdoms: {} } });
    const ran = run(inLetter(), signed(), facts);
    expect(mailsOf(ran, facts)).toEqual(['bank-details-asked doctor-1 bank-details']);
    expect(engagement.nextActions(ran.state, facts).filter(({ what }) => what === 'cdom-record')).toHaveLength(2);
  });
});
