import { convention, type Convention } from '../../domain/convention';
import { effectiveOn } from '../../domain/convention-dates';
import type { OutsideSignature } from '../../domain/convention-outside';
import { signs } from '../../domain/convention-terms';
import { civilDate } from '../../domain/dates';
import { after, enforceable, facts, formalities, inStatus, vote, type Action } from './convention-builders';
import { aConvention, eventsOf, refusalsOf } from './reference-data';

const signing = aConvention().parties.filter(signs);
const on = civilDate('2026-08-20');
const signatures = (date = on): readonly OutsideSignature[] =>
  signing.map(({ key }) => ({ party: key, name: `Signataire ${key}`, capacity: 'Présidente', on: date }));
const [first] = signatures();
if (first === undefined) throw new Error('nobody signs');
const recorded = (given = signatures()): Action => ({
  type: 'record-outside-signature',
  sha256: 'ab12'.repeat(16),
  size: 1234,
  signatures: given,
});
const codes = (state: Convention, action: Action): readonly string[] => refusalsOf(convention.decide(state, action, facts));

describe('a convention signed outside', () => {
  test('R-21: it has the same life: signed, in force on the latest of its dates', () => {
    const signed = after(enforceable(), recorded());
    expect(signed).toMatchObject({ status: 'signed', outside: { sha256: 'ab12'.repeat(16), document: `${facts.dossier}.outside` } });
    expect(signed.signed.map(({ party }) => party)).toEqual(signing.map(({ key }) => key));
    expect(effectiveOn(signed)).toBe(aConvention().from);
    expect(effectiveOn({ ...signed, from: civilDate('2026-01-01') })).toBe(on);
    const effect = { type: 'fall-due', due: 'effect' } as const;
    expect(after(signed, effect).status).toBe('in-force');
    const [event] = eventsOf(convention.decide(signed, effect, facts));
    expect(event === undefined ? [] : convention.messages(event, signed, facts)).toContainEqual(
      expect.objectContaining({ kind: 'convention-in-force', data: expect.objectContaining({ outside: 'ab12'.repeat(16) }) }),
    );
  });

  test('its file is listed under a name that says so, its parties are told, and the journal names nobody', () => {
    const events = eventsOf(convention.decide(enforceable(), recorded(), facts));
    const [event] = events;
    if (event === undefined) throw new Error('nothing happened');
    const state = events.reduce<Convention>(convention.evolve, enforceable());
    expect(convention.documents?.(event, state, facts)).toMatchObject([
      { id: `${facts.dossier}.outside`, kind: 'signed-outside', name: expect.stringMatching(/-signee-hors-de-relais\.pdf$/) },
    ]);
    expect(convention.messages(event, state, facts).map(({ kind }) => kind)).toEqual(
      aConvention().parties.map(() => 'convention-signed-outside'),
    );
    const { state: _, ...journal } = 'state' in event ? event : { state: null };
    expect(JSON.stringify(journal)).not.toContain('Signataire');
  });

  test('R-22: signed before the deliberation is enforceable, it takes a reason', () => {
    const early = recorded(signatures(civilDate('2026-07-19')));
    expect(codes(enforceable(), early)).toEqual(['deliberation-not-enforceable']);
    expect(codes(aConvention(), recorded())).toEqual(['deliberation-not-enforceable']);
    const insisted = { overrides: [{ code: 'deliberation-not-enforceable', reason: 'Accord du préfet' }] };
    const signed = after(after(aConvention(), vote), recorded(), insisted);
    expect([signed.status, effectiveOn(signed)]).toEqual(['signed', null]);
    expect(effectiveOn(after(signed, formalities()))).not.toBeNull();
  });

  test.each<[string, readonly OutsideSignature[], readonly string[]]>([
    ['a signature that is missing', signatures().slice(1), ['signature-missing /signatures']],
    [
      'a party that is not of the convention',
      [...signatures(), { ...first, party: 'autre' }],
      [`unknown-party /signatures/${signing.length}/party`],
    ],
    ['the same party twice', [...signatures(), first], [`duplicate-item /signatures/${signing.length}/party`]],
    ['a date to come', signatures(civilDate('2026-09-02')), signing.map((__, n) => `date-future /signatures/${n}/on`)],
  ])('%s is refused', (_, given, expected) => {
    expect(codes(enforceable(), recorded(given))).toEqual(expected);
  });

  test.each(Object.entries(inStatus))('from %s, where the table lets it be signed', (status, build) => {
    const allowed = ['enforceable', 'refused'];
    const warned = ['draft', 'voted'];
    const [code = null] = codes(build(), recorded());
    const expected = warned.includes(status) ? 'deliberation-not-enforceable' : status === 'signing' ? 'round-open' : 'wrong-status';
    expect(code).toBe(allowed.includes(status) ? null : expected);
  });
});
