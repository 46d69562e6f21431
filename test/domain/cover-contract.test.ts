import { cover } from '../../domain/cover';
import { isClosed, type CoverAction, type CoverRecord } from '../../domain/cover-record';
import { civilDate, instant } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import {
  accepting,
  after,
  aLocum,
  begins,
  fallen,
  licence,
  locumFound,
  mailsOf,
  opened,
  practice,
  run,
  searching,
  start,
  tellsOf,
  type Facts,
} from './cover-builders';
import { refusalsOf } from './reference-data';

const council = practice(start, { by: { kind: 'link', ref: 'cdom-03' } });
const receipt: CoverAction = { type: 'acknowledge-contract', name: 'Jeanne Roy, secrétaire' };
const record: CoverAction = { type: 'record-contract', on: civilDate('2026-09-01'), proof: 'AR 1A 234' };
const contractTasks = (state: CoverRecord, facts: Facts = practice()): readonly string[] =>
  cover
    .nextActions(state, facts)
    .filter(({ key }) => key.startsWith('contract'))
    .map(({ what, until }) => `${what} ${until ?? '-'}`);

describe('R-26, R-27: the contract with a locum reaches the council before the day', () => {
  test('found, it waits for its receipt, within the month and before the day', () => {
    expect(contractTasks(searching())).toEqual([]);
    expect(contractTasks(locumFound())).toEqual([
      'contract-to-transmit 2026-10-02T04:00:00.000Z',
      'contract-receipt 2026-10-02T04:00:00.000Z',
    ]);
    const near = run(searching(), accepting('Denis'), practice(instant('2026-10-01T08:00:00.000Z'))).state;
    expect(contractTasks(near)[0]).toBe(`contract-to-transmit ${begins}`);
  });

  test('the council’s click is the proof: who, and when; or an administrator records it', () => {
    const acknowledged = after(locumFound(), receipt, council);
    expect(acknowledged.contract).toEqual({ on: '2026-09-01', by: 'cdom-03', proof: 'Jeanne Roy, secrétaire' });
    expect(after(locumFound(), record, practice()).contract).toMatchObject({ proof: 'AR 1A 234' });
    expect(contractTasks(acknowledged)).toEqual([]);
    expect(refusalsOf(cover.decide(acknowledged, record, practice()))).toEqual(['contract-received']);
  });

  test.each<[string, CoverRecord, CoverAction, Facts, string]>([
    ['another council’s word', locumFound(), receipt, practice(start, { by: { kind: 'link', ref: 'cdom-976' } }), 'wrong-cdom'],
    ['an administrator by the council’s act', locumFound(), receipt, practice(), 'wrong-cdom'],
    ['nobody’s name', locumFound(), { ...receipt, name: ' ' }, council, 'text-empty /name'],
    ['a date to come', locumFound(), { ...record, on: civilDate('2026-09-02') }, practice(), 'date-future /on'],
    ['a date before the agreement', locumFound(), { ...record, on: civilDate('2026-08-31') }, practice(), 'before-conclusion /on'],
    ['a locum not found yet', searching(), record, practice(), 'no-locum'],
  ])('%s is no proof', (_, state, action, facts, code) => {
    expect(refusalsOf(cover.decide(state, action, facts))).toEqual([code]);
  });

  test('the desk is reminded once, on day 20 or two days before', () => {
    const dues = cover.dues(locumFound(), practice()).filter(({ what }) => what === 'contract-reminder');
    expect(dues).toEqual([{ what: 'contract-reminder', at: '2026-09-21T08:00:00.000Z' }]);
    const told = run(locumFound(), { type: 'fall-due', due: 'contract-reminder' }, practice());
    expect(mailsOf(told, practice())).toEqual(['replacement-contract-reminder contact']);
    expect(cover.dues(told.state, practice()).map(({ what }) => what)).toEqual(['end']);
    const near = run(searching(), accepting('Denis'), practice(instant('2026-10-01T08:00:00.000Z'))).state;
    expect(cover.dues(near, practice()).find(({ what }) => what === 'contract-reminder')?.at).toBe('2026-10-10T07:00:00.000Z');
  });

  test('the day passed, the dossier stays open until the receipt is on file', () => {
    const over = fallen(locumFound(), 'end', practice(begins));
    expect([isClosed(over), contractTasks(over).length]).toEqual([false, 2]);
    expect(cover.dues(over, practice(begins))).toEqual([]);
    const done = after(over, record, practice(begins));
    expect([isClosed(done), contractTasks(done)]).toEqual([true, []]);
  });

  test('a locum found by hand has a contract too; a closed practice has none', () => {
    const settle = (outcome: 'locum-by-hand' | 'closed'): CoverRecord =>
      after(fallen(opened('practice'), 'unresolved', practice()), { type: 'settle', outcome, reason: 'Vu' }, practice());
    expect(contractTasks(settle('locum-by-hand'))).toEqual(['contract-to-transmit 2026-10-02T04:00:00.000Z']);
    expect(contractTasks(settle('closed'))).toEqual([]);
  });
});

describe('R-26, R-29: a locum who may not replace any more', () => {
  const told = (change: Partial<Facts>, ref = 'Denis'): Facts =>
    practice(start, { by: { kind: 'dossier', noun: 'person', dossier: dossierId(ref) }, ...change });
  const barred: CoverAction = { type: 'locum-barred' };
  const struckOff = told({ locums: [aLocum('Denis', { status: 'struck-off' }), aLocum('Etienne', licence('2026-11-15'))] });

  test('is withdrawn, and the next one is asked; the doctor, the council and the day hear of it', () => {
    const ran = run(locumFound(), barred, struckOff);
    expect(ran.state).toMatchObject({ status: 'searching', accepted: null, failures: [{ ref: 'Denis', reason: 'standing' }] });
    expect(mailsOf(ran, struckOff)).toEqual([
      'replacement-withdrawn cdom-03',
      'locum-released Denis',
      'practice-locum-lost left',
      'locum-asked Etienne answer-cover',
    ]);
    expect(tellsOf(ran, struckOff)).toEqual(['day-1 cover-settled asked']);
    expect(contractTasks(ran.state)).toEqual([]);
  });

  test('with nobody else to ask, a named person hears of it at once', () => {
    const alone = told({ locums: [aLocum('Denis', { status: 'struck-off' })] });
    const ran = run(locumFound(), barred, alone);
    expect(ran.state.status).toBe('escalated');
    expect(mailsOf(ran, alone)).toContain('cover-escalated chef settle-cover');
    expect(tellsOf(ran, alone)).toEqual(['day-1 cover-settled escalated']);
  });

  test.each<[string, Partial<Facts>]>([
    ['a licence that now ends before the day', { locums: [aLocum('Denis', licence('2026-10-11'))] }],
    ['somebody who replaces nobody any more', { locums: [] }],
  ])('%s is the same', (_, change) => {
    expect(after(locumFound(), barred, told(change)).accepted).toBeNull();
  });

  test('who may still replace stays, and only the person’s own file speaks', () => {
    expect(run(locumFound(), barred, told({ locums: [aLocum('Denis', licence('2026-10-12'))] })).events).toEqual([]);
    expect(refusalsOf(cover.decide(locumFound(), barred, told({ locums: [] }, 'Etienne')))).toEqual(['wrong-person']);
    expect(refusalsOf(cover.decide(searching(), barred, told({ locums: [] })))).toEqual(['no-locum']);
  });
});
