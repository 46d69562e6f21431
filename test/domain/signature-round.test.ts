import fc from 'fast-check';
import { instant, plus, type Instant } from '../../domain/dates';
import { canMove, type Actor, type FactsOf } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import { awaited, roundStatuses, roundTransitions, type RoundStatus } from '../../domain/round-record';
import {
  signatureRefusals,
  signatureRefusalsOf,
  signatureRound,
  type Round,
  type RoundTerms,
  type Signatory,
  type SignatureRound,
} from '../../domain/signature-round';
import { baseFacts, eventsOf, refusalsOf } from './reference-data';

type Action = SignatureRound['action'];
type Facts = FactsOf<'signature-round'>;
const signatory = (ref: string): Signatory => ({ ref, name: `Nom ${ref}`, capacity: `Qualité ${ref}`, email: `${ref}@parties.example` });
const terms: RoundTerms = { title: 'Convention', digest: 'd'.repeat(64), groups: [[signatory('a'), signatory('b')], [signatory('c')]] };
const subject = { noun: 'convention', dossier: dossierId('convention-1') } as const;
const facts: Facts = { ...baseFacts({ dossier: dossierId('convention-1.round-1') }), terms };
const start = facts.now;
const by = (ref: string, now: Instant = start): Facts => ({ ...facts, now, by: { kind: 'link', ref } });

function after(state: Round | null, action: Action, asked: Facts): Round {
  const next = eventsOf(signatureRound.decide(state, action, asked)).reduce<Round | null>(signatureRound.evolve, state);
  if (next === null) throw new Error('nothing happened');
  return next;
}

const sign: Action = { type: 'sign' };
const opened = (): Round => after(null, { type: 'open', subject }, facts);
const signedBy = (...refs: readonly string[]): Round => refs.reduce((state, ref) => after(state, sign, by(ref)), opened());
const bySubject = (dossier = subject.dossier): Facts => ({ ...facts, by: { kind: 'dossier', noun: subject.noun, dossier } });
const inStatus: Readonly<Record<RoundStatus, () => Round>> = {
  open: opened,
  complete: () => signedBy('a', 'b', 'c'),
  refused: () => after(opened(), { type: 'refuse', reason: 'content' }, by('a')),
  expired: () => after(opened(), { type: 'fall-due', due: 'expiry' }, facts),
  withdrawn: () => after(opened(), { type: 'withdraw' }, bySubject()),
};

function mailsOf(state: Round | null, action: Action, asked: Facts): readonly string[] {
  const events = eventsOf(signatureRound.decide(state, action, asked));
  const next = events.reduce<Round | null>(signatureRound.evolve, state);
  return next === null
    ? []
    : events
        .flatMap((event) => signatureRound.messages(event, next, asked))
        .map(({ kind, to, link }) => `${kind} ${to.ref}${link === undefined ? '' : ` ${link.purpose}`}`);
}

describe('opening', () => {
  test('names come from the subject’s record, and the journal gets none of them', () => {
    const events = eventsOf(signatureRound.decide(null, { type: 'open', subject }, facts));
    expect(JSON.stringify(events.map((event) => ({ ...event, state: undefined })))).not.toMatch(/Nom|example/);
    expect(opened()).toMatchObject({ status: 'open', title: 'Convention', level: 'simple', groups: terms.groups });
  });

  test.each<[RoundTerms | null, string]>([
    [null, 'nothing-to-sign /subject'],
    [{ ...terms, groups: [] }, 'signatories-missing'],
    [{ ...terms, groups: [[signatory('a')], []] }, 'signatories-missing'],
    [{ ...terms, groups: [[signatory('a')], [signatory('a')]] }, 'signatory-duplicate'],
  ])('without somebody to sign it does not open: %#', (given, expected) => {
    expect(refusalsOf(signatureRound.decide(null, { type: 'open', subject }, { ...facts, terms: given }))).toEqual([expected]);
  });

  test('it opens once', () => {
    expect(refusalsOf(signatureRound.decide(opened(), { type: 'open', subject }, facts))).toEqual(['already-exists']);
    expect(refusalsOf(signatureRound.decide(null, sign, by('a')))).toEqual(['unknown-dossier']);
  });
});

describe('groups in order', () => {
  test('the first group is asked, then the next once it has signed', () => {
    expect(mailsOf(null, { type: 'open', subject }, facts)).toEqual(['signature-asked a sign', 'signature-asked b sign']);
    expect(mailsOf(opened(), sign, by('b'))).toEqual([]);
    expect(mailsOf(signedBy('b'), sign, by('a'))).toEqual(['signature-asked c sign']);
    expect(awaited(signedBy('a', 'b')).map(({ ref }) => ref)).toEqual(['c']);
  });

  test('at the end all get the list of names, capacities and times', () => {
    expect(mailsOf(signedBy('a', 'b'), sign, by('c'))).toEqual(['a', 'b', 'c'].map((ref) => `signature-complete ${ref} read-signed`));
    const state = inStatus.complete();
    const [mail] = signatureRound.messages({ type: 'completed', at: start }, state, facts);
    expect(mail?.data).toMatchObject({
      digest: terms.digest,
      level: 'simple',
      signatures: [{ name: 'Nom a', capacity: 'Qualité a', at: start }, { name: 'Nom b' }, { name: 'Nom c' }],
    });
    const doctor = { ...signatory('a'), name: 'Dr Claire Lambert', familyName: 'Lambert' };
    const [copy] = signatureRound.messages({ type: 'completed', at: start }, { ...state, groups: [[doctor]] }, facts);
    expect(copy?.to.familyName).toBe('Lambert');
  });

  test('each waits as a task until it has signed', () => {
    expect(signatureRound.nextActions(signedBy('a'), facts)).toEqual([
      { key: 'sign-b', owner: { kind: 'party', ref: 'b' }, what: 'signature', until: plus(start, { days: 30 }) },
    ]);
    expect(signatureRound.nextActions(inStatus.complete(), facts)).toEqual([]);
  });

  test.each<[string, Round, Actor, string]>([
    ['an administrator', opened(), facts.by, 'link-only'],
    ['a stranger', opened(), { kind: 'link', ref: 'z' }, 'not-a-signatory'],
    ['a later group', opened(), { kind: 'link', ref: 'c' }, 'not-your-turn'],
    ['who has signed', signedBy('a'), { kind: 'link', ref: 'a' }, 'already-signed'],
    ['who comes after a refusal', inStatus.refused(), { kind: 'link', ref: 'b' }, 'too-late'],
    ['who comes after the expiry', inStatus.expired(), { kind: 'link', ref: 'a' }, 'too-late'],
    ['who comes once its subject has ended', inStatus.withdrawn(), { kind: 'link', ref: 'a' }, 'too-late'],
  ])('%s cannot sign, nor refuse', (_who, state, actor, code) => {
    for (const action of [sign, { type: 'refuse', reason: 'other' }] as const) {
      expect(refusalsOf(signatureRound.decide(state, action, { ...facts, by: actor }))).toEqual([code]);
    }
  });

  test('its subject withdraws it, once, and neither tells nor is told anything by that', () => {
    const withdraw: Action = { type: 'withdraw' };
    const events = eventsOf(signatureRound.decide(opened(), withdraw, bySubject()));
    expect(events.flatMap((event) => [...signatureRound.tells(event, inStatus.withdrawn(), facts)])).toEqual([]);
    expect(mailsOf(opened(), withdraw, bySubject())).toEqual([]);
    expect([signatureRound.closed(inStatus.withdrawn()), signatureRound.dues(inStatus.withdrawn(), facts)]).toEqual([true, []]);
    for (const other of [facts, by('a'), bySubject(dossierId('another'))])
      expect(refusalsOf(signatureRound.decide(opened(), withdraw, other))).toEqual(['subject-only']);
    for (const over of [inStatus.complete(), inStatus.refused(), inStatus.expired(), inStatus.withdrawn()])
      expect(refusalsOf(signatureRound.decide(over, withdraw, bySubject()))).toEqual(['too-late']);
  });

  test('a signature holds who, when and the digest of what was signed', () => {
    expect(signedBy('a').signatures).toEqual([{ ref: 'a', at: start, by: 'a', digest: terms.digest }]);
  });
});

test.each(signatureRefusals)('a reason is one that this document offers: %s', (reason) => {
  for (const [noun, offered] of Object.entries(signatureRefusalsOf)) {
    const ofNoun = { ...opened(), subject: { ...opened().subject, noun: noun === 'engagement' ? 'engagement' : 'convention' } } as const;
    const own: readonly string[] = offered;
    expect(refusalsOf(signatureRound.decide(ofNoun, { type: 'refuse', reason }, by('a')))).toEqual(
      own.includes(reason) ? [] : ['reason-not-offered /reason'],
    );
  }
});

describe('what the subject hears', () => {
  const told = (state: Round, action: Action, asked: Facts): readonly unknown[] => {
    const events = eventsOf(signatureRound.decide(state, action, asked));
    const next = events.reduce(signatureRound.evolve, state);
    return events.flatMap((event) => signatureRound.tells(event, next, asked));
  };

  test('that all have signed, that one refused and why, or that time is over', () => {
    const signatures = ['a', 'b', 'c'].map((ref) => ({ ref, at: start }));
    expect(told(signedBy('a', 'b'), sign, by('c'))).toEqual([{ ...subject, action: { type: 'round-signed', signatures } }]);
    expect(told(opened(), { type: 'refuse', reason: 'board' }, by('a'))).toEqual([
      { ...subject, action: { type: 'round-refused', ref: 'a', reason: 'board' } },
    ]);
    expect(told(opened(), { type: 'fall-due', due: 'expiry' }, facts)).toEqual([{ ...subject, action: { type: 'round-expired' } }]);
    expect(told(opened(), sign, by('a'))).toEqual([]);
  });
});

describe('dates', () => {
  const duesOf = (state: Round): readonly string[] =>
    signatureRound.dues(state, facts).map(({ what, at, item }) => `${what} ${item ?? ''} ${at.slice(0, 10)}`);
  const later = (days: number): Facts => ({ ...facts, now: plus(start, { days }) });

  test('two reminders, then the expiry; a new group has its own delay', () => {
    expect(duesOf(opened())).toEqual(['reminder 1 2026-09-06', 'expiry  2026-10-01']);
    const once = after(opened(), { type: 'fall-due', due: 'reminder', item: '1' }, later(5));
    expect(duesOf(once)).toEqual(['reminder 2 2026-09-11', 'expiry  2026-10-01']);
    const twice = after(once, { type: 'fall-due', due: 'reminder', item: '2' }, later(10));
    expect(duesOf(twice)).toEqual(['expiry  2026-10-01']);
    const now = instant('2026-09-15T08:00:00.000Z');
    expect(duesOf(after(after(twice, sign, by('a', now)), sign, by('b', now)))).toEqual(['reminder 1 2026-09-20', 'expiry  2026-10-15']);
  });

  test('only who has not signed is reminded, and an old reminder says nothing', () => {
    expect(mailsOf(signedBy('a'), { type: 'fall-due', due: 'reminder', item: '1' }, later(5))).toEqual(['signature-reminder b sign']);
    expect(mailsOf(signedBy('a'), { type: 'fall-due', due: 'reminder', item: '2' }, later(5))).toEqual([]);
    expect(mailsOf(inStatus.complete(), { type: 'fall-due', due: 'reminder', item: '1' }, later(5))).toEqual([]);
  });

  test('after a long stop one reminder goes out instead of two, and none past the expiry', () => {
    const late = after(opened(), { type: 'fall-due', due: 'reminder', item: '1' }, later(12));
    expect(duesOf(late)).toEqual(['expiry  2026-10-01']);
    const past = after(opened(), { type: 'fall-due', due: 'reminder', item: '1' }, later(31));
    expect(signatureRound.messages({ type: 'reminded', count: 2 }, past, later(31))).toEqual([]);
  });

  test.each(roundStatuses)('%s moves only where the table says, whatever is asked', (status) => {
    const state = inStatus[status]();
    expect(state.status).toBe(status);
    const actions: readonly Action[] = [
      sign,
      { type: 'refuse', reason: 'other' },
      { type: 'fall-due', due: 'reminder', item: '1' },
      { type: 'fall-due', due: 'expiry' },
    ];
    for (const action of actions) {
      for (const asked of ['a', 'b', 'c'].map((ref) => by(ref))) {
        const decision = signatureRound.decide(state, action, asked);
        const next = decision.ok ? decision.events.reduce(signatureRound.evolve, state).status : status;
        expect(next === status || canMove(roundTransitions, status, next)).toBe(true);
      }
    }
    expect(signatureRound.closed(state)).toBe(status !== 'open');
  });

  test('every listed due is accepted and disappears', () => {
    fc.assert(
      fc.property(
        fc.subarray(['a', 'b', 'c']),
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 60 * 24 }),
        (refs, reminded, lateHours) => {
          const state = {
            ...refs.reduce(
              (round, ref) => (awaited(round).some((each) => each.ref === ref) ? after(round, sign, by(ref)) : round),
              opened(),
            ),
            reminded,
          };
          for (const { what, at, item } of signatureRound.dues(state, facts)) {
            const action: Action = { type: 'fall-due', due: what, ...(item === undefined ? {} : { item }) };
            const next = after(state, action, { ...facts, now: plus(at, { hours: lateHours }) });
            expect(signatureRound.dues(next, facts).filter((left) => left.what === what && left.item === item)).toEqual([]);
          }
        },
      ),
    );
  });
});
