import { canonical } from '../../domain/canonical';
import { convention, type Convention } from '../../domain/convention';
import type { DocumentSpec } from '../../domain/decision';
import { documentToSign, signedCopy } from '../../domain/signature-round';
import { after, byRound, enforceable, facts, round, signedBy, signing, type Action, type Facts } from './convention-builders';
import { aZone, eventsOf, theTerms } from './reference-data';

describe('the text to sign', () => {
  const open: Action = { type: 'open-signature' };
  const drawn = (state: Convention, action: Action, more: Partial<Facts> = {}): DocumentSpec | undefined => {
    const events = eventsOf(convention.decide(state, action, { ...facts, ...more }));
    const next = events.reduce<Convention>(convention.evolve, state);
    return events.flatMap((event) => convention.documents?.(event, next, { ...facts, ...more }) ?? [])[0];
  };

  test('it is kept whole and its digest is that of its canonical JSON', () => {
    const { text, digest } = signing();
    expect(text).toMatchObject({ number: 'CONV-2026-0001', deliberation: { reference: '2026-07-12' }, epci: [{ siren: '200071082' }] });
    expect(digest).toBe(facts.digestOf(canonical(text)));
  });

  test('R-36: of the rates, those that may apply between its dates, each with its payer and source', () => {
    const rates = signing().text?.programmes.flatMap((programme) => programme.rates);
    expect(rates).toMatchObject([
      { payer: 'collectivity', halfDay: 5000, source: 'Délibération 2026-12' },
      { payer: 'collectivity', halfDay: 6000, source: 'Délibération 2026-48' },
    ]);
  });

  test('another name of an EPCI, another date or another signatory is another digest', () => {
    const renamed = after(enforceable(), open, { zones: [aZone({ name: 'Autre nom' })] });
    const signatory = { name: 'Autre', capacity: 'Présidente', email: 'autre@parties.example' };
    const replaced = after(after(enforceable(), { type: 'set-signatory', party: 'cdom', signatory }), open);
    expect(new Set([signing(), renamed, replaced].map(({ digest }) => digest)).size).toBe(3);
  });

  test('the document to sign has every signatory’s place empty, and nobody who is only informed', () => {
    const spec = drawn(enforceable(), open);
    expect(spec).toMatchObject({ id: documentToSign(round), kind: 'convention', name: 'convention-CONV-2026-0001.pdf' });
    expect(spec?.data).toMatchObject({
      dataHash: signing().digest,
      signatures: ['cdom', 'ars', 'departement'].map((key) => ({ organisation: `Organisme ${key}`, signed: null })),
    });
  });

  test('the signed copy is the same text, whatever changed since, with each signature’s time and digest', () => {
    const spec = drawn(signing(), signedBy('2026-09-20T10:00:00.000Z'), { ...byRound, programmes: [], zones: [] });
    const signature = { at: '2026-09-20T10:00:00.000Z', digest: signing().digest };
    expect(spec).toMatchObject({ id: signedCopy(round), name: 'convention-CONV-2026-0001-signee.pdf' });
    expect(spec?.data).toMatchObject({
      ...signing().text,
      dataHash: signing().digest,
      signatures: [{ signed: signature }, { signed: signature }, { signed: signature }],
    });
  });

  test('E-40: a rehearsal’s convention has a number of its own series', () => {
    const create: Action = { type: 'create', terms: theTerms() };
    const clock = { kind: 'rehearsal', origin: facts.now, anchor: 0, speed: 1 } as const;
    expect(after(null, create, { rank: 12 }).number).toBe('CONV-2026-0012');
    expect(after(null, create, { collectivity: { ...facts.collectivity, clock } }).number).toBe('SPECIMEN-CONV-2026-0001');
  });
});
