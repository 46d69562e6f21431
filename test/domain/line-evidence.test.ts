import type { Day } from '../../domain/consultation-day';
import type { Convention } from '../../domain/convention';
import { civilDate, instant } from '../../domain/dates';
import type { Engagement } from '../../domain/engagement';
import { issueStatement } from '../../domain/issued-statement';
import { lineEvidence, type EvidenceFacts } from '../../domain/line-evidence';
import type { Programme } from '../../domain/programme';
import { referencesOf } from '../../domain/statement-document-data';
import { lineEvidenceLines } from '../../templates/line-evidence';
import { typographyFaults } from '../../templates/typography';
import { id, issuing, rowsOf } from './closing-builders';
import { aCollectivity, aComponent, paidBy, sha256, site } from './money-builders';

const [row] = rowsOf(issuing);
if (row === undefined) throw new Error('a statement was expected');
const state = issueStatement(row, id, civilDate('2026-04-03'));
const [day = ''] = state.lines.flatMap(({ evidence }) => evidence.map((each) => each.day));
const facts = (over: Partial<EvidenceFacts> = {}): EvidenceFacts => ({
  id: row.statement,
  convention: {
    deliberation: { votedOn: civilDate('2026-01-12'), transmittedOn: civilDate('2026-01-19'), publishedOn: civilDate('2026-01-20') },
  } as Partial<Convention> as Convention,
  engagement: { letterSignedOn: instant('2026-02-02T09:00:00.000Z') } as Partial<Engagement> as Engagement,
  programme: { components: [paidBy('cpam'), aComponent()] } as Partial<Programme> as Programme,
  days: new Map([[day, { attested: [{ half: 'morning' }, { half: 'afternoon' }], ruling: null } as unknown as Day]]),
  siteNames: { [site]: 'MSP de Varennes' },
  names: { 'dr-a': 'Dr Ana Durand', 'msp-1.accueil': 'Inès Petit' },
  references: referencesOf(state, sha256),
  ...over,
});

describe('R-47: a line opens what it rests on', () => {
  test('convention, deliberation and its dates, presence, rule and rate', () => {
    expect(lineEvidence(state, 1, facts())).toMatchObject({
      statement: { number: '03-2026-EL-0001', dataHash: state.dataHash },
      line: { rank: 1, kind: 'service', date: '2026-03-10', site: { name: 'MSP de Varennes' }, quantity: 2, amountCents: 120_00 },
      convention: { deliberation: 'CP 2026-01-12', enforceableOn: '2026-01-20', votedOn: '2026-01-12', transmittedOn: '2026-01-19' },
      engagement: { letterSignedOn: '2026-02-02T09:00:00.000Z' },
      rule: { source: 'Délibération du 12 janvier 2026', rate: { from: '2026-01-01', to: null, halfDayCents: 60_00 }, isCurrent: true },
      presences: [
        { half: 'morning', stillAttested: true, attestedBy: [{ name: 'Dr Ana Durand' }, { name: 'Inès Petit' }] },
        { half: 'afternoon', stillAttested: true },
      ],
    });
  });

  test('lines « pour information » are counted after the others, and there is no line beyond', () => {
    const last = state.lines.length + state.information.length;
    expect(lineEvidence(state, state.lines.length + 1, facts())).toMatchObject({ line: { kind: 'information', payer: 'cpam' } });
    expect(lineEvidence(state, last, facts())).not.toBeNull();
    expect([0, last + 1].map((rank) => lineEvidence(state, rank, facts()))).toEqual([null, null]);
  });

  test('what changed since the issue is said: a rate, a presence that was withdrawn or decided', () => {
    const raised = aComponent({ rates: aComponent().rates.map((rate) => ({ ...rate, source: 'Délibération du 6 juillet 2026' })) });
    expect(lineEvidence(state, 1, facts({ programme: { components: [raised] } as Partial<Programme> as Programme }))?.rule.isCurrent).toBe(
      false,
    );
    const ruling = { by: 'user:chef', at: instant('2026-03-20T09:00:00.000Z'), halves: ['morning'], reason: 'Vu avec le lieu' };
    const days = new Map([[day, { attested: [{ half: 'morning' }], ruling } as unknown as Day]]);
    const evidence = lineEvidence(state, 1, facts({ days, names: { 'user:chef': 'Zoé Roux' } }));
    expect(evidence?.presences).toMatchObject([{ stillAttested: true, ruling: { by: { name: 'Zoé Roux' } } }, { stillAttested: false }]);
  });

  test('the page words it in French', () => {
    const evidence = lineEvidence(state, 1, facts({ days: new Map() }));
    if (evidence === null) throw new Error('evidence was expected');
    const { title, paragraphs, facts: said } = lineEvidenceLines(evidence, aCollectivity().zone);
    const text = [title, ...paragraphs, ...said.map(([label, value]) => `${label}\u00a0: ${value}`)].join('\n');
    expect(text).toContain('exécutoire le 20 janvier 2026');
    expect(text).toContain('attestée par Dr Ana Durand, Inès Petit, le mardi 10 mars 2026');
    expect(paragraphs).toHaveLength(1);
    expect(typographyFaults(text)).toEqual([]);
    expect(text).toContain('par demi-journée, depuis le 1er janvier 2026');
    const { rule } = evidence;
    const ended = rule.rate === null ? null : { ...rule.rate, to: civilDate('2026-12-31') };
    const after = lineEvidenceLines({ ...evidence, rule: { ...rule, rate: ended } }, aCollectivity().zone);
    expect(after.facts.flat().join('\n')).toContain('par demi-journée, du 1er janvier 2026 au 31 décembre 2026');
  });
});
