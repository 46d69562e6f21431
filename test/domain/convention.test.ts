import fc from 'fast-check';
import { convention } from '../../domain/convention';
import { conventionStatuses, conventionTransitions } from '../../domain/convention-record';
import { conventionRound, type ConventionTerms } from '../../domain/convention-terms';
import { civilDate, plusDays } from '../../domain/dates';
import { canMove } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import {
  after,
  byRound,
  enforceable,
  facts,
  formalities,
  inStatus,
  round,
  signed,
  signedBy,
  signing,
  vote,
  type Action,
  type Facts,
} from './convention-builders';
import { aConvention, aParty, aZone, eventsOf, passing, refusalsOf, theTerms } from './reference-data';

describe('terms of a convention', () => {
  const create = (change: Partial<ConventionTerms>): readonly string[] =>
    refusalsOf(convention.decide(null, { type: 'create', terms: theTerms(change) }, facts));

  test.each<[Partial<ConventionTerms>, readonly string[]]>([
    [{ title: '' }, ['text-empty /terms/title']],
    [{ epci: [] }, ['epci-missing /terms/epci']],
    [{ epci: ['200073393'] }, ['epci-not-listed /terms/epci/0']],
    [{ epci: ['200071082', '200071082'] }, ['duplicate-item /terms/epci/1']],
    [{ programmes: [] }, ['programmes-missing /terms/programmes']],
    [{ programmes: [dossierId('nowhere')] }, ['unknown-programme /terms/programmes/0']],
    [{ to: civilDate('2026-09-30') }, ['dates-reversed /terms/to']],
    [{ noticeMonths: 25 }, ['notice-malformed /terms/noticeMonths']],
    [{ parties: [aParty('cdom'), aParty('ars', { role: 'informed' })] }, ['parties-too-few /terms/parties']],
    [{ parties: [aParty('cdom'), aParty('cdom')] }, ['key-duplicate /terms/parties/1/key']],
    [{ parties: [aParty('cdom'), aParty('ars', { rank: 0 })] }, ['rank-malformed /terms/parties/1/rank']],
    [{ parties: [aParty('cdom'), aParty('ars', { rank: 51 })] }, ['rank-malformed /terms/parties/1/rank']],
    [
      { parties: [aParty('cdom'), aParty('ars', { signatory: { name: 'X', capacity: '', email: 'x' } })] },
      ['text-empty /terms/parties/1/signatory/capacity', 'email-malformed /terms/parties/1/signatory/email'],
    ],
  ])('a fault names its field: %#', (change, expected) => {
    expect(create(change)).toEqual(expected);
  });

  test('R-32: an EPCI that leaves the list before the convention starts is refused, one that leaves later is not', () => {
    const listed = (listedTo: string): readonly string[] =>
      refusalsOf(
        convention.decide(
          null,
          { type: 'create', terms: theTerms() },
          { ...facts, zones: [aZone({ status: 'removed', listedTo: civilDate(listedTo) })] },
        ),
      );
    expect(listed('2026-09-30')).toEqual(['epci-not-listed /terms/epci/0']);
    expect(listed('2026-10-01')).toEqual([]);
  });

  test('a draft may be revised, and nothing after the vote', () => {
    const revise: Action = { type: 'revise', terms: theTerms({ title: 'Autre titre' }) };
    expect(after(aConvention(), revise).title).toBe('Autre titre');
    for (const status of conventionStatuses) expect(convention.decide(inStatus[status](), revise, facts).ok).toBe(status === 'draft');
  });

  test('the journal gets no name and no address', () => {
    const events = eventsOf(convention.decide(null, { type: 'create', terms: theTerms() }, facts));
    expect(JSON.stringify(events.map((event) => ({ ...event, state: undefined })))).not.toMatch(/Signataire|parties\.example/);
  });
});

describe('before the signature', () => {
  test('R-21: the later of transmission and publication makes it enforceable', () => {
    expect(enforceable()).toMatchObject({ status: 'enforceable', deliberation: { reference: '2026-07-12', enforceableOn: '2026-07-20' } });
    expect(after(inStatus.voted(), formalities('2026-07-25', '2026-07-20')).deliberation?.enforceableOn).toBe('2026-07-25');
  });

  test('R-21: nothing is transmitted before the vote, nor recorded before it happens', () => {
    expect(refusalsOf(convention.decide(inStatus.voted(), formalities('2026-07-09', '2026-09-02'), facts))).toEqual([
      'before-vote /transmittedOn',
      'date-future /publishedOn',
    ]);
    expect(refusalsOf(convention.decide(aConvention(), formalities(), facts))).toEqual(['deliberation-missing']);
    expect(refusalsOf(convention.decide(aConvention(), { ...vote, votedOn: civilDate('2026-09-02') }, facts))).toEqual([
      'date-future /votedOn',
    ]);
  });

  test('R-22: signature opens only once the deliberation is enforceable', () => {
    for (const status of ['draft', 'voted'] as const) {
      const open: Action = { type: 'open-signature' };
      expect(refusalsOf(convention.decide(inStatus[status](), open, facts))).toEqual(['deliberation-not-enforceable']);
      expect(convention.decide(inStatus[status](), open, { ...facts, ...passing('deliberation-not-enforceable') }).ok).toBe(true);
      expect(
        convention.decide(inStatus[status](), open, { ...facts, overrides: [{ code: 'deliberation-not-enforceable', reason: ' ' }] }).ok,
      ).toBe(false);
    }
    expect(refusalsOf(convention.decide(enforceable(), { type: 'open-signature' }, { ...facts, today: civilDate('2028-01-01') }))).toEqual([
      'convention-over',
    ]);
  });

  test('opening the signature starts a round of its own, which hears ids only', () => {
    const [event] = eventsOf(convention.decide(enforceable(), { type: 'open-signature' }, facts));
    if (event === undefined) throw new Error('no event');
    const action = { type: 'open', subject: { noun: 'convention', dossier: facts.dossier } };
    expect(convention.tells(event, signing(), facts)).toEqual([{ noun: 'signature-round', dossier: round, action }]);
  });

  test('the round asks the parties by rank, and never who is only informed', () => {
    const terms = conventionRound(facts.dossier, signing());
    expect(terms?.groups.map((group) => group.map(({ ref }) => ref))).toEqual([
      ['dossier-1.cdom', 'dossier-1.ars'],
      ['dossier-1.departement'],
    ]);
    expect(terms?.groups[0]?.[0]).toMatchObject({ name: 'Signataire cdom', capacity: 'Président, Organisme cdom' });
    expect(conventionRound(facts.dossier, aConvention())).toBeNull();
  });

  test('E-26: a signatory may change between the vote and the signature', () => {
    const action: Action = {
      type: 'set-signatory',
      party: 'cdom',
      signatory: { name: 'Autre', capacity: 'Présidente', email: 'autre@parties.example' },
    };
    expect(after(enforceable(), action).parties[0]?.signatory.name).toBe('Autre');
    expect(refusalsOf(convention.decide(signing(), action, facts))).toEqual(['wrong-status']);
    expect(refusalsOf(convention.decide(enforceable(), { ...action, party: 'x' }, facts))).toEqual(['unknown-party /party']);
  });
});

describe('the round answers', () => {
  test('only the open round speaks', () => {
    expect(refusalsOf(convention.decide(signing(), signedBy('2026-09-20T10:00:00.000Z'), facts))).toEqual(['wrong-round']);
    const older = { by: { kind: 'dossier', noun: 'signature-round', dossier: dossierId('older') } } as const;
    expect(refusalsOf(convention.decide(signing(), { type: 'round-expired' }, { ...facts, ...older }))).toEqual(['wrong-round']);
    expect(refusalsOf(convention.decide(signed(), { type: 'round-expired' }, { ...facts, ...byRound }))).toEqual(['wrong-status']);
  });

  test('E-26: a refusal comes back with its reason, and a new round has a new id', () => {
    const refused = inStatus.refused();
    expect(convention.nextActions(refused, facts)).toMatchObject([{ what: 'convention-refused', detail: { reason: 'board' } }]);
    expect(after(refused, { type: 'open-signature' }).round).toBe('dossier-1.round-2');
  });

  test('a round that expires gives the convention back as it was', () => {
    expect(after(signing(), { type: 'round-expired' }, byRound).status).toBe('enforceable');
    const early = after(aConvention(), { type: 'open-signature' }, passing('deliberation-not-enforceable'));
    expect(after(early, { type: 'round-expired' }, byRound).status).toBe('draft');
  });

  test('the day of a signature is the civil date in the collectivity’s zone', () => {
    expect(signed('2026-09-20T22:30:00.000Z').signed[0]).toEqual({ party: 'cdom', at: '2026-09-20T22:30:00.000Z', on: '2026-09-21' });
  });
});

describe('the table of statuses', () => {
  const actions: readonly Action[] = [
    { type: 'set-signatory', party: 'cdom', signatory: aParty('cdom').signatory },
    vote,
    formalities(),
    { type: 'open-signature' },
    { type: 'archive' },
    signedBy('2026-09-20T10:00:00.000Z'),
    { type: 'round-refused', ref: 'x', reason: 'content' },
    { type: 'round-expired' },
    { type: 'fall-due', due: 'effect' },
    { type: 'fall-due', due: 'end' },
    { type: 'fall-due', due: 'renewal-reminder' },
  ];
  const anything: Facts = { ...facts, ...byRound };

  test.each(conventionStatuses)('%s moves only where the table says, whatever is asked', (status) => {
    const state = inStatus[status]();
    expect(state.status).toBe(status);
    for (const action of actions) {
      for (const asked of [facts, anything, { ...facts, ...passing('deliberation-not-enforceable') }]) {
        const decision = convention.decide(state, action, asked);
        const next = decision.ok ? decision.events.reduce(convention.evolve, state).status : status;
        expect(next === status || canMove(conventionTransitions, status, next)).toBe(true);
      }
    }
    expect(convention.closed(state)).toBe(status === 'archived');
  });

  test('every listed due is accepted and disappears', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...conventionStatuses),
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 24 }),
        (status, length, noticeMonths) => {
          const state = { ...inStatus[status](), noticeMonths, to: plusDays(civilDate('2026-10-02'), length) };
          for (const due of convention.dues(state, facts)) {
            const next = after(state, { type: 'fall-due', due: due.what }, { now: due.at });
            expect(convention.dues(next, facts).map(({ what }) => what)).not.toContain(due.what);
          }
        },
      ),
    );
  });

  test('an unknown convention takes nothing but its creation', () => {
    for (const action of actions) expect(refusalsOf(convention.decide(null, action, facts))).toEqual(['unknown-dossier']);
    expect(refusalsOf(convention.decide(aConvention(), { type: 'create', terms: theTerms() }, facts))).toEqual(['already-exists']);
  });
});
