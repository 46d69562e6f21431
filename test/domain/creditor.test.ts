import { civilDate, instant } from '../../domain/dates';
import type { Actor, FactsOf } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import { type CreditorState, isHeld } from '../../domain/bank-details';
import { type CreditorAction, type CreditorEvent, creditor } from '../../domain/creditor';
import { administrator, baseFacts, daysLater, doctor, engagement, iban } from './money-builders';

type Facts = FactsOf<'creditor'>;
const drAna = { ref: doctor, name: 'Dr Ana Durand', email: 'ana@example.org' };
const byDoctor: Actor = { kind: 'link', ref: doctor };
const facts = (over: Partial<Facts> = {}): Facts => ({
  ...baseFacts({ dossier: iban, by: byDoctor }),
  doctorId: doctor,
  doctor: drAna,
  ...over,
});
const byAdmin = (over: Partial<Facts> = {}): Facts => facts({ by: administrator, ...over });

const declare = (over: Partial<Extract<CreditorAction, { type: 'declare' }>> = {}): CreditorAction => ({
  type: 'declare',
  engagement,
  sealed: 'sealed-1',
  maskedIban: 'FR76 •••• 0189',
  holderKind: 'person',
  siret: null,
  companyName: null,
  holderMatches: true,
  foreign: false,
  ...over,
});
const confirm = (version: number, callBack: string | null = '2026-04-03'): CreditorAction => ({
  type: 'confirm',
  version,
  callBack: callBack === null ? null : civilDate(callBack),
});

type Step = { readonly state: CreditorState; readonly events: readonly CreditorEvent[]; readonly codes: readonly string[] };
function act(state: CreditorState | null, action: CreditorAction, with_ = facts()): Step {
  const decision = creditor.decide(state, action, with_);
  const events = decision.ok ? decision.events : [];
  const after = events.reduce<CreditorState | null>(creditor.evolve, state);
  if (after === null) throw new Error('no creditor');
  return { state: after, events, codes: decision.ok ? [] : decision.refusals.map(({ code }) => code) };
}
const mails = ({ state, events }: Step) => events.flatMap((event) => creditor.messages(event, state, facts()));

const declared = act(null, declare()).state;
const effective = act(declared, confirm(1), byAdmin()).state;
const changed = act(effective, declare({ sealed: 'sealed-2', maskedIban: 'FR76 •••• 4321' })).state;

describe('bank details', () => {
  test('R-13: once declared by link they pay nobody until another person confirms them', () => {
    expect(declared).toMatchObject({ status: 'declared', effective: null, pending: { version: 1, by: doctor } });
    expect(isHeld(declared)).toBe(true);
    expect(effective).toMatchObject({
      status: 'effective',
      pending: null,
      effective: { version: 1, sealed: 'sealed-1', confirmedBy: 'user:admin-1' },
    });
    expect(isHeld(effective)).toBe(false);
  });

  test('R-13: a change leaves the earlier details effective, holds the creditor and takes a call back', () => {
    expect(changed).toMatchObject({
      status: 'effective',
      effective: { version: 1, sealed: 'sealed-1' },
      pending: { version: 2, sealed: 'sealed-2' },
    });
    expect(isHeld(changed)).toBe(true);
    expect(act(changed, confirm(2, null), byAdmin()).codes).toEqual(['call-back-missing']);
    expect(act(changed, confirm(2, '2026-04-04'), byAdmin()).codes).toEqual(['date-future']);
    expect(act(changed, confirm(2), byAdmin()).state).toMatchObject({ effective: { version: 2, sealed: 'sealed-2' }, pending: null });
    expect(act(declared, confirm(1, null), byAdmin()).codes).toEqual([]);
  });

  test.each<[string, Actor, readonly string[]]>([
    ['the doctor', byDoctor, ['administrator-only']],
    ['an approver', { kind: 'user', user: 'x', role: 'approver' }, ['administrator-only']],
    ['an administrator', administrator, []],
  ])('R-15: declared by link, confirmed by %s', (_, by, codes) => {
    expect(act(declared, confirm(1), facts({ by })).codes).toEqual(codes);
    expect(act(declared, { type: 'refuse', version: 1, reason: 'other' }, facts({ by })).codes).toEqual(codes);
  });

  test('R-15: an administrator who declared on the phone does not confirm', () => {
    const typed = act(null, declare(), byAdmin()).state;
    expect(act(typed, confirm(1), byAdmin()).codes).toEqual(['self-confirmation']);
    expect(act(typed, confirm(1), facts({ by: { kind: 'user', user: 'admin-2', role: 'administrator' } })).codes).toEqual([]);
  });

  test('the version confirmed is the one looked at', () => {
    const again = act(changed, declare({ sealed: 'sealed-3' })).state;
    expect(act(again, confirm(2), byAdmin()).codes).toEqual(['details-changed']);
    expect(again.pending?.version).toBe(3);
    expect(act(effective, confirm(1), byAdmin()).codes).toEqual(['nothing-pending']);
    expect(act(effective, { type: 'refuse', version: 1, reason: 'other' }, byAdmin()).codes).toEqual(['nothing-pending']);
  });

  test.each([
    ['holder-mismatch', { holderMatches: false }],
    ['iban-foreign', { foreign: true }],
  ])('E-14: %s is a warning that an administrator passes with a reason', (code, over) => {
    const doubtful = act(null, declare(over)).state;
    expect(act(doubtful, confirm(1), byAdmin()).codes).toEqual([code]);
    expect(act(doubtful, confirm(1), byAdmin({ overrides: [{ code, reason: 'Compte vérifié au guichet' }] })).codes).toEqual([]);
  });

  test.each<[CreditorState | null, CreditorAction, string]>([
    [declared, declare({ engagement: dossierId('eng-b') }), 'other-engagement'],
    [null, declare({ holderKind: 'company', companyName: 'SELARL Martin' }), 'siret-missing'],
    [null, declare({ holderKind: 'company', companyName: 'SELARL Martin', siret: '73282932000075' }), 'siret-key'],
    [null, declare({ holderKind: 'company', companyName: ' ', siret: '73282932000074' }), 'company-name-missing'],
    [null, declare({ sealed: '' }), 'text-missing'],
  ])('R-14: a faulty declaration is refused', (state, action, code) => {
    expect(creditor.decide(state, action, facts())).toMatchObject({ ok: false, refusals: [{ code }] });
  });

  test('nothing is confirmed before it is declared, and an unknown engagement declares nothing', () => {
    expect(creditor.decide(null, confirm(1), byAdmin())).toMatchObject({ refusals: [{ code: 'unknown-dossier' }] });
    expect(creditor.decide(null, declare(), facts({ doctorId: null }))).toMatchObject({ refusals: [{ code: 'unknown-engagement' }] });
  });
});

describe('what people hear', () => {
  test('R-13: the doctor is told of a change at the address known before, by masked IBAN', () => {
    expect(mails(act(effective, declare({ sealed: 's', maskedIban: 'FR76 •••• 4321' })))).toMatchObject([
      { kind: 'bank-details-declared', to: drAna, data: { change: true, maskedIban: 'FR76 •••• 4321' } },
    ]);
    expect(mails(act(null, declare()))).toMatchObject([{ data: { change: false } }]);
  });

  test('R-13: an address that the doctor had shortly before hears of a declaration and of its confirmation too, without any link', () => {
    const former = { ...drAna, email: 'avant@example.org' };
    const toBoth = (action: CreditorAction, state: CreditorState | null, with_: Facts) => {
      const step = act(state, action, with_);
      return step.events
        .flatMap((event) => creditor.messages(event, step.state, with_))
        .map(({ kind, to, link }) => [kind, to.email, link]);
    };
    expect(toBoth(declare({ sealed: 's' }), effective, facts({ former: [former] }))).toEqual([
      ['bank-details-declared', drAna.email, undefined],
      ['bank-details-declared', former.email, undefined],
    ]);
    expect(toBoth(confirm(2), changed, byAdmin({ former: [former] })).map(([, email]) => email)).toEqual([drAna.email, former.email]);
    const refused = toBoth({ type: 'refuse', version: 2, reason: 'other' }, changed, byAdmin({ former: [former] }));
    expect(refused.map(([, email]) => email)).toEqual([drAna.email]);
  });

  test.each<[string, CreditorState | null, CreditorAction]>([
    ['creditor-declared', null, declare()],
    ['creditor-ready', declared, confirm(1)],
    ['creditor-refused', declared, { type: 'refuse', version: 1, reason: 'other' }],
  ])('the engagement hears %s, and from whom', (type, state, action) => {
    const step = act(state, action, byAdmin());
    expect(step.events.flatMap((event) => creditor.tells(event, step.state, byAdmin()))).toEqual([
      { noun: 'engagement', dossier: engagement, action: { type, creditor: iban } },
    ]);
  });

  test('the doctor hears that the details are effective', () => {
    const step = act(declared, confirm(1), byAdmin());
    expect(mails(step)).toMatchObject([{ kind: 'bank-details-effective' }]);
  });

  test('a refused change keeps the earlier details; a refused first declaration asks again', () => {
    const change = act(changed, { type: 'refuse', version: 2, reason: 'call-back-failed' }, byAdmin());
    expect(change.state).toMatchObject({ status: 'effective', pending: null, effective: { version: 1 } });
    expect(mails(change)).toMatchObject([
      {
        kind: 'bank-details-refused',
        data: { reason: 'call-back-failed', earlierKept: true },
        link: { purpose: 'bank-details', item: engagement },
      },
    ]);
    const firstOne = act(declared, { type: 'refuse', version: 1, reason: 'account-closed' }, byAdmin());
    expect(firstOne.state.status).toBe('refused');
    expect(act(firstOne.state, declare({ sealed: 'sealed-9' })).state).toMatchObject({ status: 'declared', version: 2, refusal: null });
  });

  test('R-50: what the journal keeps of a declaration holds no bank detail', () => {
    const [event] = act(null, declare()).events;
    const { state: _, ...kept } = event?.type === 'declared' ? event : { state: null };
    expect(JSON.stringify(kept)).not.toMatch(/sealed|FR76/);
  });

  test('the task of the administrators lasts as long as something is pending', () => {
    expect(creditor.nextActions(declared, facts())).toMatchObject([
      { what: 'creditor-confirm', owner: { role: 'administrator' }, until: '2026-04-18T06:00:00.000Z' },
    ]);
    expect(creditor.nextActions(changed, facts())).toMatchObject([{ what: 'creditor-confirm-change' }]);
    expect(creditor.nextActions(effective, facts())).toEqual([]);
    expect([declared, effective, changed].map(creditor.closed)).toEqual([false, true, false]);
  });
});

test.each([
  ['a first declaration', declared],
  ['a change', changed],
  ['nothing pending', effective],
])('every due of %s is accepted at its time and disappears', (_, start) => {
  const listed = creditor.dues(start, facts());
  expect(listed).toHaveLength(start.pending === null ? 0 : 3);
  const end = listed.reduce((state, due) => {
    const fall: CreditorAction = { type: 'fall-due', due: due.what, item: due.item ?? '' };
    expect(act(state, fall, facts({ now: instant('2026-04-03T06:00:00.000Z') })).events).toEqual([]);
    const step = act(state, fall, facts({ by: { kind: 'clock' }, now: due.at }));
    expect(creditor.dues(step.state, facts())).not.toContainEqual(due);
    expect(mails(step)).toHaveLength(1);
    return step.state;
  }, start);
  expect(end.pending).toBeNull();
  expect(daysLater(facts(), 15).now).toBe('2026-04-18T06:00:00.000Z');
});

test('R-13: who has to confirm is reminded with the address of the console', () => {
  const [event] = [{ type: 'reminded', item: '1.2' }] as const;
  const decided = creditor.decide(null, declare(), facts());
  if (!decided.ok) throw new Error('declared was expected');
  const state = decided.events.reduce<CreditorState | null>((now, each) => creditor.evolve(now, each), null);
  if (state === null) throw new Error('a state was expected');
  expect(creditor.messages(event, state, facts())).toMatchObject([{ kind: 'bank-details-waiting', page: '/console' }]);
});
