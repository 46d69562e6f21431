import { civilDate } from '../../domain/dates';
import { canMove } from '../../domain/decision';
import { engagement, type Engagement, type EngagementAction } from '../../domain/engagement';
import { engagementStatuses, engagementTransitions, type EngagementStatus } from '../../domain/engagement-record';
import { unjournaled } from '../../domain/reference';
import {
  answers,
  by,
  creditorId,
  doctorId,
  hasEnded,
  inGates,
  inLetter,
  isActive,
  isSuspended,
  isWithdrawn,
  known,
  link,
  open,
  otherSiteId,
  ready,
  round,
  signed,
  siteId,
  theCreditor,
  thePerson,
} from './recruitment-builders';

const inStatus: Readonly<Record<EngagementStatus, () => Engagement>> = {
  letter: inLetter,
  gates: inGates,
  active: isActive,
  suspended: isSuspended,
  withdrawn: isWithdrawn,
  ended: hasEnded,
};

const actions: Readonly<Record<Exclude<EngagementAction['type'], 'fall-due'>, readonly [EngagementAction, ReturnType<typeof known>]>> = {
  open: [open(), known()],
  'send-letter': [{ type: 'send-letter' }, known()],
  'round-signed': [signed(), by(round())],
  'round-refused': [{ type: 'round-refused', ref: doctorId, reason: 'content' }, by(round())],
  'round-expired': [{ type: 'round-expired' }, by(round())],
  'ask-bank-details': [{ type: 'ask-bank-details' }, known()],
  'creditor-declared': [{ type: 'creditor-declared', creditor: creditorId }, by(theCreditor)],
  'creditor-refused': [{ type: 'creditor-refused', creditor: creditorId }, by(theCreditor)],
  'creditor-ready': [ready, by(theCreditor)],
  'declare-site': [{ type: 'declare-site', site: otherSiteId }, known()],
  'cdom-answer': [answers('oppose', siteId), by(link('cdom-03'))],
  'cdom-ask-document': [{ type: 'cdom-ask-document', scope: siteId, document: 'insurance', text: '' }, by(link('cdom-03'))],
  'send-cdom-document': [{ type: 'send-cdom-document', scope: siteId, title: 'Attestation', note: '' }, known()],
  'acknowledge-contract': [{ type: 'acknowledge-contract', name: 'Jeanne Roy, secrétaire' }, by(link('cdom-03'))],
  'record-cdom': [
    { type: 'record-cdom', scope: siteId, answer: 'oppose', receivedOn: null, on: civilDate('2026-08-30'), document: 'lettre' },
    known(),
  ],
  'certificates-changed': [{ type: 'certificates-changed' }, by(thePerson)],
  'struck-off': [{ type: 'struck-off' }, by(thePerson)],
  reinstated: [{ type: 'reinstated' }, by(thePerson)],
  'record-contract-transmission': [{ type: 'record-contract-transmission', on: civilDate('2026-09-01'), proof: 'AR 1' }, known()],
  withdraw: [{ type: 'withdraw', reason: 'other' }, known()],
  end: [{ type: 'end' }, known()],
  'send-recap': [
    { type: 'send-recap', year: 2026 },
    known({ recap: { year: 2026, sites: [{ name: 'MSP des Deux Rives', halfDays: 3 }], payers: [], certificates: 0 } }),
  ],
};
const news = ['certificates-changed', 'struck-off', 'reinstated'];
const always = [
  ...news,
  'creditor-declared',
  'creditor-refused',
  'creditor-ready',
  'declare-site',
  'cdom-answer',
  'record-cdom',
  'withdraw',
  'end',
  'send-recap',
];
const signedOnly = ['ask-bank-details', 'record-contract-transmission', 'acknowledge-contract', 'cdom-ask-document'];
const allowed: Readonly<Record<EngagementStatus, readonly string[]>> = {
  letter: ['round-signed', 'round-refused', 'round-expired', ...always],
  gates: [...signedOnly, ...always],
  active: [...signedOnly, ...always],
  suspended: [...signedOnly, ...always],
  withdrawn: ['open', 'creditor-ready', 'send-recap'],
  ended: ['creditor-ready', 'send-recap'],
};

test.each(
  engagementStatuses.flatMap((status) => Object.entries(actions).map(([type, [action, facts]]) => ({ status, type, action, facts }))),
)('status $status, $type: as the table says', ({ status, type, action, facts }) => {
  expect(engagement.decide(inStatus[status](), action, facts).ok).toBe(allowed[status].includes(type));
});

test('the journal names nobody', () => {
  const logged = Object.values(actions).flatMap(([action, facts]) => {
    const before = action.type === 'open' ? null : action.type.startsWith('round') ? inLetter() : inGates();
    const decision = engagement.decide(before, action, facts);
    return decision.ok ? decision.events : [];
  });
  const text = JSON.stringify(
    logged.map((event) => Object.fromEntries(Object.entries(event).filter(([key]) => !unjournaled.some((name) => name === key)))),
  );
  expect(logged.length).toBeGreaterThan(15);
  expect(text).not.toMatch(/Aubigné|Éléonore|example|Combrailles|99999/);
});

test.each(engagementStatuses)('from %s only the moves of the table happen', (status) => {
  const moves = Object.values(actions).flatMap(([action, facts]) => {
    const decision = engagement.decide(inStatus[status](), action, facts);
    const passed = (decision.ok ? decision.events : []).reduce<readonly Engagement[]>(
      (all, event) => [...all, engagement.evolve(all.at(-1) ?? null, event)],
      [inStatus[status]()],
    );
    return passed.flatMap((next, n) => passed.slice(Math.max(0, n - 1), n).map((before) => [before.status, next.status] as const));
  });
  expect(moves.filter(([before, next]) => before !== next && !canMove(engagementTransitions, before, next))).toEqual([]);
});
