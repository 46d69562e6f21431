import { convention } from '../../domain/convention';
import { coversDay, effectiveOn } from '../../domain/convention-dates';
import { conventionStatuses } from '../../domain/convention-record';
import { civilDate } from '../../domain/dates';
import { after, byRound, facts, formalities, inForce, inStatus, signed, signedBy, vote } from './convention-builders';
import { aConvention, eventsOf, passing } from './reference-data';

describe('in force', () => {
  test('R-21: it takes effect at the later of its start and its last signature', () => {
    expect(effectiveOn(signed())).toBe('2026-10-01');
    expect(effectiveOn(signed('2026-11-05T10:00:00.000Z'))).toBe('2026-11-05');
    expect(convention.dues(signed(), facts)).toMatchObject([{ what: 'effect', at: '2026-10-01T04:00:00.000Z' }, { what: 'end' }]);
  });

  test('R-21: signed before its deliberation is enforceable, it waits for it', () => {
    const early = after(
      after(aConvention(), { type: 'open-signature' }, passing('deliberation-not-enforceable')),
      signedBy('2026-09-20T10:00:00.000Z'),
      byRound,
    );
    expect(convention.dues(early, facts).map(({ what }) => what)).toEqual(['end']);
    expect(convention.nextActions(early, facts)).toMatchObject([{ what: 'convention-deliberation' }]);
    const late = { ...facts, today: civilDate('2026-12-01') };
    const whole = after(after(early, vote, late), formalities('2026-11-10', '2026-11-12'), late);
    expect([whole.status, effectiveOn(whole)]).toEqual(['signed', '2026-11-12']);
  });

  test('every party is told, the informed one too', () => {
    const [event] = eventsOf(convention.decide(signed(), { type: 'fall-due', due: 'effect' }, facts));
    const mails = event === undefined ? [] : convention.messages(event, inForce(), facts);
    expect(mails.map(({ kind, to }) => `${kind} ${to.ref}`)).toEqual(
      ['cdom', 'ars', 'departement', 'prefet'].map((key) => `convention-in-force dossier-1.${key}`),
    );
    expect(mails[0]?.data).toMatchObject({ effectiveOn: '2026-10-01', to: '2027-12-31', epci: 1 });
  });

  test('R-34, E-10: the renewal is recalled three months before the last day of notice, at the end of a shorter month', () => {
    const ends = { ...inForce(), to: civilDate('2027-08-31'), noticeMonths: 3 };
    expect(convention.dues(ends, facts)[0]).toMatchObject({ what: 'renewal-reminder', at: '2027-02-28T05:00:00.000Z' });
    const reminded = after(ends, { type: 'fall-due', due: 'renewal-reminder' });
    expect(convention.nextActions(reminded, facts)).toMatchObject([{ what: 'convention-renewal', until: '2027-05-31T04:00:00.000Z' }]);
  });

  test.each(conventionStatuses)('R-21, R-32: %s covers days only within its dates and its EPCI list', (status) => {
    const state = inStatus[status]();
    const covers = (date: string, epci = '200071082'): string | null => coversDay(state, { date: civilDate(date), epci })?.code ?? null;
    const bound = ['signed', 'in-force', 'ended'].includes(status);
    const expected = bound
      ? ['outside-convention', null, null, 'outside-convention', 'epci-outside-convention']
      : Array(5).fill('convention-not-in-force');
    expect([
      covers('2026-09-30'),
      covers('2026-10-01'),
      covers('2027-12-31'),
      covers('2028-01-01'),
      covers('2026-11-01', '200073393'),
    ]).toEqual(expected);
  });
});
