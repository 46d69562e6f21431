import { civilDate, instant, month, plusDays, timeZone } from '../../domain/dates';
import { add, cents, type Cents, euroWords, sum, times } from '../../domain/money';
import { monthTotals } from '../../domain/month-totals';
import type { MonthPdf } from '../../templates/month-pdf';
import type { DocumentLine, StatementDocument } from '../../templates/statement-document';

/** Every person, account and document number here is fictional. */
export const someLetterhead = {
  label: 'Département de la Creuse',
  service: 'Pôle solidarités – Direction de la santé de proximité',
  address: ['Hôtel du Département', '4 place Louis-Lacrocq, BP 250', '23011 Guéret Cedex'],
  siren: '222309627',
};

const sites = [
  'Maison de santé de Bénévent-l’Abbaye',
  'Cabinet médical de Royère-de-Vassivière',
  'Centre de santé de Châtelus-Malvaleix',
] as const;
const attesters = ['Mme Claire Dupré', 'M. Étienne Lefèvre', 'Mme Maëlle Le Goff-N’Diaye'] as const;
const source = 'Délibération n° 2025-12/047 du 12 décembre 2025, article 3 : majoration de 50,00 € par demi-journée';

export function aLine(index: number, changes: Partial<DocumentLine> = {}): DocumentLine {
  const date = plusDays(civilDate('2026-03-02'), Math.floor(index / 2) % 28);
  const quantity = changes.quantity ?? 1;
  const unit = changes.unit ?? cents(50_00);
  return {
    kind: 'service',
    corrects: null,
    date,
    site: sites[index % sites.length] ?? sites[0],
    zone: null,
    halves: index % 2 === 0 ? 'matin' : 'après-midi',
    quantity,
    unit,
    amount: times(unit, quantity),
    legalReference: source,
    attestedBy: attesters[index % attesters.length] ?? attesters[0],
    attestedOn: plusDays(date, 1),
    evidenceId: `SF-2026-${String(index + 1).padStart(4, '0')}`,
    ...changes,
  };
}

export function someLines(count: number): DocumentLine[] {
  return Array.from({ length: count }, (_, index) => aLine(index));
}

export function totalOf(lines: readonly DocumentLine[]): Cents {
  return sum(lines.map(({ amount }) => amount));
}

export function aStatement(lines: readonly DocumentLine[] = someLines(8), changes: Partial<StatementDocument> = {}): StatementDocument {
  const net = totalOf(lines);
  const quantityOf = (list: readonly DocumentLine[]): number => list.reduce((sum, { quantity }) => sum + quantity, 0);
  const totalFor = (kind: DocumentLine['kind']): Cents => totalOf(lines.filter((line) => line.kind === kind));
  return {
    letterhead: someLetterhead,
    kind: { type: 'statement' },
    number: '23-2026-EL-0017',
    month: month('2026-03'),
    budgetYear: 2026,
    chapter: '934',
    account: '65748',
    budgetCommitment: '2026-SANTE-00412',
    convention: 'n° 23-2026-CONV-0002 du 20 janvier 2026',
    deliberation: { reference: 'n° 2025-12/047 du 12 décembre 2025', enforceableOn: civilDate('2025-12-19') },
    creditor: {
      name: 'Docteur Hélène Œuvrard',
      legalForm: null,
      siret: '73282932000074',
      thirdPartyNumber: '0048213',
      iban: 'FR7630006000011234567890189',
      bic: 'AGRIFRPP882',
      accountHolder: 'Mme Hélène Œuvrard',
    },
    copy: false,
    doctor: { name: 'Dr Hélène Œuvrard', rpps: '10003456789' },
    lines,
    subtotals: { service: totalFor('service'), arrears: totalFor('arrears'), correction: totalFor('correction') },
    quantity: quantityOf(lines),
    net,
    netInWords: euroWords(cents(Math.abs(net))),
    ...besides(net),
    payer: 'Département de la Creuse',
    bankMention: 'virement par le comptable public (paierie départementale)',
    approval: {
      name: 'Mme Sophie Marchand',
      capacity: 'directrice générale adjointe des solidarités',
      at: instant('2026-04-02T08:12:00.000Z'),
    },
    generatedAt: instant('2026-04-02T08:15:00.000Z'),
    zone: timeZone('Europe/Paris'),
    engine: 'Relais 0.1.0',
    dataHash: '3f1c9a5be07d42a6b8e1c4f20d9977a1e5b6c3d2f1a0987654321fedcba98765',
    specimen: false,
    draft: false,
    ...changes,
  };
}

function besides(net: Cents): Pick<StatementDocument, 'information' | 'informationTotal' | 'cumulative'> {
  const national = { label: 'Indemnité nationale', quantity: 8, unit: cents(100_00), amount: cents(800_00) };
  return {
    information: [{ payer: 'Caisse primaire d’assurance maladie', ...national }],
    informationTotal: cents(800_00),
    cumulative: [
      {
        engagement: 'n° 23-2026-ENG-0009',
        budgetYear: 2026,
        months: [
          { month: month('2026-01'), issued: cents(200_00), acknowledged: cents(200_00) },
          { month: month('2026-02'), issued: cents(150_00), acknowledged: cents(0) },
        ],
        issued: cents(350_00),
        acknowledged: cents(200_00),
        withThis: add(cents(350_00), net),
      },
    ],
  };
}

/** Several kinds, two rates, an overseas site, a company as creditor, a name that wraps. */
export function aMixedStatement(): StatementDocument {
  const newRate =
    'Délibération n° 2026-03/011 du 6 mars 2026, article 1er : majoration portée à 62,50 € par demi-journée à compter du 15 mars 2026';
  const mayotte = { site: 'Centre médical de référence de Kahani, Ouangani (permanence avancée)', zone: timeZone('Indian/Mayotte') };
  const lines = [
    aLine(0),
    aLine(1),
    aLine(30, { unit: cents(62_50), legalReference: newRate, ...mayotte }),
    aLine(31, { unit: cents(62_50), legalReference: newRate, ...mayotte }),
    aLine(2, { kind: 'arrears', date: civilDate('2026-01-20'), attestedOn: civilDate('2026-03-04') }),
    aLine(5, { kind: 'correction', date: civilDate('2026-02-10'), quantity: -1, corrects: '23-2026-EL-0011' }),
  ];
  const base = aStatement(lines);
  return {
    ...base,
    kind: { type: 'corrective', replaces: '23-2026-EL-0017' },
    number: '23-2026-EL-0018',
    creditor: { ...base.creditor, name: 'SELARL du Docteur Hélène Œuvrard-Saint-Barthélemy et associés', legalForm: 'SELARL' },
    specimen: true,
    informationTotal: cents(870_00),
    information: [
      ...base.information,
      {
        payer: 'Agence régionale de santé',
        label: 'Aide au déplacement vers Mayotte',
        quantity: 2,
        unit: cents(35_00),
        amount: cents(70_00),
      },
    ],
  };
}

/** Every payer that a programme may name, at several rates, and the arrears of three engagements. */
export function aManyPayersStatement(): StatementDocument {
  const payers = [
    'Caisse primaire d’assurance maladie',
    'Agence régionale de santé',
    'Communauté d’agglomération du Grand Guéret',
    'Caisse primaire d’assurance maladie',
  ];
  const information = payers.map((payer, i) => {
    const unit = cents(100_00 + i * 12_34);
    return {
      payer,
      label: `Part n° ${i + 1} de l’indemnité de déplacement et de séjour`,
      quantity: i + 1,
      unit,
      amount: times(unit, i + 1),
    };
  });
  const base = aStatement(someLines(40));
  const cumulative = base.cumulative.flatMap((each) => [9, 10, 11].map((n) => ({ ...each, engagement: `n° 23-2026-ENG-00${n}` })));
  return { ...base, information, informationTotal: sum(information.map(({ amount }) => amount)), cumulative };
}

const longName = 'Ÿves-Éloïse Çağrı-Œuvrard de La Rochefoucauld-Montmorency Nguyễn-Łukasiewicz née Vandenbroucke-d’Hauteclocque';

/** Names and places as long as the product takes them, one of them without a space. */
export function aVerboseStatement(): StatementDocument {
  const site = 'Maison de santé pluriprofessionnelle universitaire intercommunale de Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson';
  const lines = someLines(8).map((line, i) => ({
    ...line,
    site: i === 3 ? 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'.repeat(2) : `${site} (antenne n° ${i + 1})`,
    attestedBy: `Mme ${longName}`,
  }));
  const base = aStatement(lines);
  return {
    ...base,
    doctor: { ...base.doctor, name: `Dr ${longName}` },
    creditor: { ...base.creditor, name: `SELARL des docteurs ${longName} et associés`, accountHolder: longName },
    bankMention: 'virement par le comptable public (service de gestion comptable de La Souterraine, antenne de Bénévent-l’Abbaye)',
  };
}

export function anOverpayment(): StatementDocument {
  const lines = [aLine(5, { kind: 'correction', quantity: -2, halves: 'journée', corrects: '23-2026-EL-0011' })];
  return aStatement(lines, { kind: { type: 'overpayment', corrects: '23-2026-EL-0011' }, information: [], informationTotal: cents(0) });
}

export function aMonth(documents: readonly StatementDocument[]): MonthPdf {
  const { generatedAt, zone } = aStatement();
  const totals = { ...monthTotals([], []), count: documents.length, netCents: sum(documents.map(({ net }) => net)) };
  return { letterhead: someLetterhead, month: month('2026-03'), totals, documents, generatedAt, zone, specimen: true };
}
