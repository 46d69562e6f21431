import { createHash } from 'node:crypto';
import type { Collectivity } from '../../domain/collectivity';
import { civilDate, instant, month, plus, timeZone, type Half } from '../../domain/dates';
import type { Actor, BaseFacts } from '../../domain/decision';
import { childId, collectivityId, dossierId } from '../../domain/ids';
import type { BankSnapshot } from '../../domain/issued-statement';
import { cents } from '../../domain/money';
import {
  type AttestedHalf,
  type IssuedLine,
  type IssuedState,
  type LiquidationInput,
  type Terms,
  issuedLinesOf,
} from '../../domain/liquidation-facts';
import type { ConventionTerms, StatementDraft } from '../../domain/statement-draft';
import type { Component, Payer } from '../../domain/programme';

export const allier = collectivityId('allier');
export const doctor = dossierId('dr-a');
export const engagement = dossierId('eng-a');
export const site = dossierId('msp-1');
export const iban = dossierId('cred-a');
export const march = month('2026-03');
export const april = month('2026-04');

export const aComponent = (over: Partial<Component> = {}): Component => ({
  key: 'top-up',
  label: 'Complément départemental',
  payer: 'collectivity',
  creditor: 'doctor',
  legalBasis: 'L.1511-8 CGCT',
  rates: [{ from: civilDate('2026-01-01'), to: null, halfDay: cents(60_00), source: 'Délibération du 12 janvier 2026' }],
  imputation: { chapter: '65', account: '6574', budgetCommitment: 'EC-12' },
  ...over,
});

export const paidBy = (payer: Payer): Component =>
  aComponent({
    key: `national-${payer}`,
    label: 'Forfait national',
    payer,
    imputation: null,
    rates: [{ from: civilDate('2025-09-01'), to: null, halfDay: cents(100_00), source: 'ARS' }],
  });

export const aConvention = (over: Partial<ConventionTerms> = {}): ConventionTerms => ({
  id: dossierId('conv-1'),
  number: '03-2026-CONV-0001',
  deliberation: 'CP 2026-01-12',
  enforceableOn: civilDate('2026-01-20'),
  offsetAllowed: false,
  ...over,
});

export const someTerms = (over: Partial<Terms> = {}): Terms => ({
  components: [paidBy('cpam'), aComponent()],
  convention: aConvention(),
  creditors: [{ id: iban, version: 1, from: civilDate('2026-01-01') }],
  ...over,
});

export const aHalf = (date: string, half: Half = 'morning', over: Partial<AttestedHalf> = {}): AttestedHalf => ({
  day: dossierId(`day-${over.site ?? site}-${date}`),
  engagement,
  doctor,
  site,
  date: civilDate(date),
  half,
  attestedBy: ['dr-a', 'msp-1.accueil'],
  attestedOn: instant(`${date}T18:00:00.000Z`),
  ...over,
});

export const anInput = (attested: readonly AttestedHalf[], over: Partial<LiquidationInput> = {}): LiquidationInput => ({
  month: march,
  attested,
  terms: { [engagement]: someTerms() },
  issued: [],
  informed: [],
  blocked: [],
  ...over,
});

/** As if a closing had numbered them from that rank on. */
export const issuedFrom = (
  drafts: readonly StatementDraft[],
  { from = 1, state = 'issued' as IssuedState, replaces = null as string | null } = {},
): readonly IssuedLine[] => drafts.flatMap((draft, n) => issuedLinesOf(draft, { number: `N${from + n}`, state, replaces }));

export const aCollectivity = (over: Partial<Collectivity> = {}): Collectivity => ({
  status: 'active',
  label: 'Département de l’Allier',
  siren: '220300015',
  address: ['1 avenue Victor-Hugo', '03000 Moulins'],
  zone: timeZone('Europe/Paris'),
  territory: 'metropole',
  contact: { name: 'Mission santé', phone: '+33470000000', email: 'sante@example.org' },
  escalation: [],
  accountant: { ref: 'accountant', name: 'Paierie départementale', email: 'paierie@example.org' },
  cdoms: {},
  offsetAllowed: false,
  clock: { kind: 'real' },
  mail: { kind: 'instance' },
  closing: { dayOfMonth: 3, hour: 6 },
  ...over,
});

export const aSnapshot: BankSnapshot = {
  sealed: 'sealed-iban',
  maskedIban: '••••\u00a00189',
  holderKind: 'person',
  siret: null,
  version: 1,
};

export const administrator: Actor = { kind: 'user', user: 'admin-1', role: 'administrator' };
export const approver: Actor = { kind: 'user', user: 'approver-1', role: 'approver' };
export const accountant: Actor = { kind: 'link', ref: 'accountant' };
export const clock: Actor = { kind: 'clock' };

export const baseFacts = (over: Partial<BaseFacts> = {}): BaseFacts => ({
  now: instant('2026-04-03T06:00:00.000Z'),
  today: civilDate('2026-04-03'),
  by: clock,
  overrides: [],
  collectivityId: allier,
  collectivity: aCollectivity(),
  dossier: childId(allier, 'closing', march),
  digestOf: sha256,
  ...over,
});

export const daysLater = (facts: BaseFacts, days: number): Pick<BaseFacts, 'now' | 'today'> => {
  const now = plus(facts.now, { days });
  return { now, today: civilDate(now.slice(0, 10)) };
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
