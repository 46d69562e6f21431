import {
  collectivity,
  isRehearsal,
  type ApiKey,
  type Collectivity,
  type CollectivityNoun,
  type CollectivityRecord,
} from '../../domain/collectivity';
import { civilDate } from '../../domain/dates';
import { aCollectivity, aRehearsal, baseFacts, eventsOf, refusalsOf } from './reference-data';

const facts = { ...baseFacts(), acted: false };
const aKey = (change: Partial<ApiKey> = {}): ApiKey => ({
  id: 'k1',
  hash: 'a'.repeat(64),
  user: 'u1',
  role: 'administrator',
  expires: null,
  ...change,
});
const aRecord = (settings: Collectivity = aCollectivity(), keys: readonly ApiKey[] = []): CollectivityRecord => ({
  ...settings,
  keys: keys.map((key) => ({ ...key, revoked: null })),
});

function set(change: Partial<Collectivity>, state: CollectivityRecord | null = null): readonly string[] {
  const { status: _, ...settings } = aCollectivity(change);
  return refusalsOf(collectivity.decide(state, { type: 'set', settings }, facts));
}

function after(state: CollectivityRecord | null, action: CollectivityNoun['action']): CollectivityRecord | null {
  return eventsOf(collectivity.decide(state, action, facts)).reduce(collectivity.evolve, state);
}

describe('settings of a collectivity', () => {
  test('R-55: any label is a setting', () => {
    for (const label of ['Collectivité européenne d’Alsace', 'Ville de Paris', 'Collectivité de Corse']) expect(set({ label })).toEqual([]);
  });

  test.each<[Partial<Collectivity>, string]>([
    [{ label: ' ' }, 'text-empty /settings/label'],
    [{ siren: '220300009' }, 'siren-key /settings/siren'],
    [{ address: [] }, 'address-missing /settings/address'],
    [{ escalation: [] }, 'escalation-missing /settings/escalation'],
    [{ accountant: { ref: 'c', name: 'Paierie', email: 'paierie' } }, 'email-malformed /settings/accountant/email'],
    [{ approvers: [{ ref: 'd', name: 'Louise Petit', email: 'louise' }] }, 'email-malformed /settings/approvers/0/email'],
    [{ accountant: { ref: 'a@b', name: 'Paierie', email: 'p@f.example' } }, 'key-malformed /settings/accountant/ref'],
    [{ cdoms: { 20: { ref: 'cdom', name: 'CDOM', email: 'c@ordre.example' } } }, 'departement-malformed /settings/cdoms/20'],
    [{ closing: { dayOfMonth: 31, hour: 8 } }, 'closing-day /settings/closing/dayOfMonth'],
    [{ closing: { dayOfMonth: 3, hour: 24 } }, 'closing-hour /settings/closing/hour'],
    [{ contact: { name: 'Santé', phone: '12', email: 's@a.example' } }, 'phone-malformed /settings/contact/phone'],
    [{ signatories: [{ ref: 'p', name: 'X', email: 'p@a.example', capacity: '' }] }, 'text-empty /settings/signatories/0/capacity'],
  ])('a fault names its field: %#', (change, expected) => {
    expect(set(change)).toEqual([expected]);
  });

  test('every fault is told at once', () => {
    expect(set({ label: '', siren: '1', escalation: [] })).toHaveLength(3);
  });

  test.each([
    ['smtp://127.0.0.1:2525', true],
    ['smtp://localhost', true],
    ['smtp://[::1]:25/', true],
    ['file:///srv/mails', true],
    ['smtp://relay.example', false],
    ['smtp://127.0.0.1.relay.example', false],
    ['smtp://127.0.0.256', false],
    ['smtp://127.010.0.1', false],
    ['smtp://127.0.0.01:25', false],
    ['smtp://2130706433', false],
    ['smtp://127.0.0.1@relay.example', false],
    ['smtp://127.0.0.1/?host=relay.example', false],
    ['https://localhost', false],
  ])('a rehearsal writes to a folder or to this machine only: %s', (url, taken) => {
    expect(set(aRehearsal({ mail: { kind: 'url', url } }))).toEqual(taken ? [] : ['rehearsal-mail /settings/mail']);
  });

  test.each([
    ['smtp://relay.example', true],
    ['smtp://relay.example:2525/', true],
    ['smtps://relais:p%40ss%2Fword@smtp.relay.example:465', true],
    ['smtp://relais:@192.0.2.7', true],
    ['smtp://relais:pa\\ss@relay.example', true],
    ['smtp://relay.example.', true],
    ['smtps://[2001:db8::1]:465', true],
    ['file:///srv/relais/mails', true],
    ['', false],
    ['relay.example', false],
    ['https://relay.example', false],
    ['smtp://', false],
    ['smtp://relais:secret@', false],
    ['smtp://relay.example:0', false],
    ['smtp://relay.example:65536', false],
    ['smtp://relay.example:2525/boite', false],
    ['smtp://relay.example?host=autre.example', false],
    ['smtp://relais:p@ss@relay.example', false],
    ['smtp://relais:50%@relay.example', false],
    ['smtp://relais:%ff@relay.example', false],
    ['smtp://relay .example', false],
    ['smtp://-relay.example', false],
    ['smtp://[::::]', false],
    ['smtp://[1:2:3]:25', false],
    ['smtp://256.1.1.1', false],
    ['smtps://relais:secret@192.0.2.300:465', false],
    ['file://serveur/mails', false],
    ['file:///', false],
    ['file:///srv/a%2Fb', false],
    ['file:///srv/a%00b', false],
    ['file:///srv/mails?x', false],
  ])('a real collectivity’s mails go to a relay or to a folder, and a wrong address is never repeated: %s', (url, taken) => {
    const { status: _, ...settings } = aCollectivity({ mail: { kind: 'url', url } });
    const decision = collectivity.decide(null, { type: 'set', settings }, facts);
    expect(decision.ok ? [] : decision.refusals).toEqual(taken ? [] : [{ code: 'mail-url', field: '/settings/mail/url' }]);
  });

  test('each of those named for an escalation has a reference of his own, since he has a task of his own', () => {
    const [named] = aCollectivity().escalation;
    const other = { ref: 'autre', name: 'Paul Faure', email: 'autre@departement.example' };
    expect(set(aCollectivity({ escalation: named === undefined ? [] : [named, other] }))).toEqual([]);
    expect(set(aCollectivity({ escalation: named === undefined ? [] : [named, { ...other, ref: named.ref }] }))).toEqual([
      'key-duplicate /settings/escalation/1/ref',
    ]);
  });

  test('a rehearsal does not use the transport of the instance, and runs as fast as life at least, one day per second at most', () => {
    expect(set(aRehearsal({ mail: { kind: 'instance' } }))).toEqual(['rehearsal-mail /settings/mail']);
    const { clock } = aRehearsal();
    for (const speed of [86_401, 0.5, 1e-9, 0, -1, Number.NaN])
      expect(set(aRehearsal({ clock: { ...clock, speed } as Collectivity['clock'] }))).toEqual(['rehearsal-speed /settings/clock/speed']);
    for (const speed of [1, 86_400]) expect(set(aRehearsal({ clock: { ...clock, speed } as Collectivity['clock'] }))).toEqual([]);
  });

  test('whoever saves the other settings is not asked about a clock and a mail that an earlier version took', () => {
    const slow = aRehearsal({ clock: { ...aRehearsal().clock, speed: 0.5 } as Collectivity['clock'] });
    expect(set({ ...slow, label: 'Allier' }, aRecord(slow))).toEqual([]);
    expect(set({ ...slow, clock: { ...slow.clock, speed: 0.4 } as Collectivity['clock'] }, aRecord(slow))).toEqual([
      'rehearsal-speed /settings/clock/speed',
    ]);
  });

  test('a real collectivity never becomes a rehearsal, nor the reverse', () => {
    expect(set({}, aRecord(aRehearsal()))).toEqual(['clock-fixed /settings/clock']);
    expect(set(aRehearsal(), aRecord())).toEqual(['clock-fixed /settings/clock']);
    expect(isRehearsal(aRehearsal())).toBe(true);
  });

  test('R-12: the same settings twice change nothing, and the journal gets names of fields only', () => {
    const { status: _, ...settings } = aCollectivity();
    const once = after(null, { type: 'set', settings });
    expect(eventsOf(collectivity.decide(once, { type: 'set', settings }, facts))).toEqual([]);
    const [event] = eventsOf(collectivity.decide(once, { type: 'set', settings: { ...settings, label: 'Allier' } }, facts));
    expect(event).toMatchObject({ type: 'set', fields: ['label'] });
  });
});

describe('keys of a collectivity', () => {
  const other = aKey({ id: 'k2', user: 'u2' });

  test('a key is kept by its hash, and survives a change of settings', () => {
    const state = after(aRecord(), { type: 'issue-key', key: aKey() });
    expect(state?.keys).toEqual([{ ...aKey(), revoked: null }]);
    const { status: _, ...settings } = aCollectivity({ label: 'Allier' });
    expect(after(state, { type: 'set', settings })?.keys).toHaveLength(1);
  });

  test.each<[Partial<ApiKey>, string]>([
    [{ user: 'anne@allier.example' }, 'key-malformed /key/user'],
    [{ hash: 'secret' }, 'key-hash /key/hash'],
    [{ expires: civilDate('2026-09-01') }, 'key-expired /key/expires'],
  ])('a key is refused: %#', (change, expected) => {
    expect(refusalsOf(collectivity.decide(aRecord(), { type: 'issue-key', key: aKey(change) }, facts))).toEqual([expected]);
  });

  test('the operator’s first keys open a collectivity; once somebody else has acted, only its administrators issue any', () => {
    const issue = (role: 'operator' | 'administrator', acted: boolean): readonly string[] =>
      refusalsOf(
        collectivity.decide(aRecord(), { type: 'issue-key', key: aKey() }, { ...facts, acted, by: { kind: 'user', user: role, role } }),
      );
    expect(issue('operator', false)).toEqual([]);
    expect(issue('operator', true)).toEqual(['keys-by-administrators']);
    expect(issue('administrator', true)).toEqual([]);
  });

  test('one id is one key', () => {
    const again = collectivity.decide(aRecord(aCollectivity(), [aKey()]), { type: 'issue-key', key: aKey() }, facts);
    expect(refusalsOf(again)).toEqual(['key-already-issued /key/id']);
  });

  test('the last administrator key stays', () => {
    const alone = aRecord(aCollectivity(), [aKey(), aKey({ id: 'k3', role: 'auditor' })]);
    expect(refusalsOf(collectivity.decide(alone, { type: 'revoke-key', key: 'k1' }, facts))).toEqual(['last-administrator-key /key']);
    const state = after(aRecord(aCollectivity(), [aKey(), other]), { type: 'revoke-key', key: 'k1' });
    expect(state?.keys.map(({ id, revoked }) => [id, revoked])).toEqual([
      ['k1', facts.now],
      ['k2', null],
    ]);
    expect(after(state, { type: 'revoke-key', key: 'k1' })).toEqual(state);
    expect(refusalsOf(collectivity.decide(state, { type: 'revoke-key', key: 'k9' }, facts))).toEqual(['unknown-key /key']);
  });

  test('nothing is issued before the collectivity exists', () => {
    expect(refusalsOf(collectivity.decide(null, { type: 'issue-key', key: aKey() }, facts))).toEqual(['unknown-dossier']);
  });
});
