import { frenchDate, frenchInstant, frenchMonth, ofMonth, shortDate } from '../../domain/dates';
import { formatEuros } from '../../domain/money';
import type { StatementDocument } from '../../templates/statement-document';

export type PageTable = {
  readonly title: string;
  readonly widths: readonly number[];
  /** Columns from this one on are figures, to the right. */
  readonly figuresFrom: number;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly total: readonly string[];
};

/** What the reference page shows, for whoever draws it with another library. */
export type Page = {
  readonly sender: readonly string[];
  readonly title: string;
  readonly under: readonly string[];
  readonly blocks: readonly { readonly title: string; readonly entries: readonly (readonly [label: string, value: string])[] }[];
  readonly lines: PageTable;
  readonly words: string;
  readonly others: readonly PageTable[];
  readonly closing: readonly string[];
  readonly foot: readonly string[];
};

export const pageWidth = 505;
export const edge = 45;

export function pageOf(document: StatementDocument): Page {
  const { letterhead, number, month, budgetYear, net, netInWords, approval, generatedAt, zone, dataHash, engine, lines } = document;
  const numbered = `n°\u00a0${number ?? ''}`;
  return {
    sender: [letterhead.label, letterhead.service ?? '', ...letterhead.address, `SIREN ${letterhead.siren}`],
    title: 'État liquidatif',
    under: [numbered, `Mois ${ofMonth(month)} – exercice ${budgetYear}`],
    blocks: blocksOf(document),
    lines: linesOf(document),
    words: `Arrêté le présent état à la somme de ${netInWords} (${formatEuros(net)}).`,
    others: othersOf(document),
    closing: [
      `(a) ${lines[0]?.legalReference ?? ''}`,
      `Approuvé le ${approval === null ? '' : `${frenchInstant(approval.at, zone)} par ${approval.name}, ${approval.capacity}`}.`,
      'Montants bruts, sans retenue. Le comptable public procède au paiement ; le présent état ne vaut pas ordre de virement.',
      `Empreinte SHA-256 des données : ${dataHash}`,
    ],
    foot: [
      `État liquidatif ${numbered} – document établi le ${frenchInstant(generatedAt, zone)}`,
      `Empreinte des données ${dataHash.slice(0, 16)} – ${engine}`,
      'Page 1/1',
    ],
  };
}

function blocksOf({ creditor, doctor, payer, bankMention, ...document }: StatementDocument): Page['blocks'] {
  return [
    {
      title: 'Créancier',
      entries: [
        ['Nom', creditor.name],
        ['SIRET', creditor.siret ?? ''],
        ['N° de tiers', creditor.thirdPartyNumber ?? ''],
        ['Médecin', doctor.name],
        ['N° RPPS', doctor.rpps],
      ],
    },
    {
      title: 'Règlement',
      entries: [
        ['Payeur', payer],
        ['Mode', bankMention],
        ['Titulaire', creditor.accountHolder],
        ['IBAN', creditor.iban],
        ['BIC', creditor.bic ?? ''],
      ],
    },
    {
      title: 'Imputation budgétaire',
      entries: [
        ['Collectivité', `SIREN ${document.letterhead.siren}`],
        ['Exercice', String(document.budgetYear)],
        ['Chapitre / nature', `${document.chapter} / ${document.account}`],
        ['Engagement compt.', document.budgetCommitment],
      ],
    },
    {
      title: 'Fondement',
      entries: [
        ['Convention', document.convention],
        ['Délibération', document.deliberation.reference],
        ['Exécutoire le', frenchDate(document.deliberation.enforceableOn)],
        ['Engagement', document.cumulative.map(({ engagement }) => engagement).join(', ')],
      ],
    },
  ];
}

function linesOf({ lines, quantity, net }: StatementDocument): PageTable {
  return {
    title: 'Demi-journées dont le service est fait',
    widths: [51, 126, 51, 122, 35, 60, 60],
    figuresFrom: 4,
    head: ['Date', 'Lieu', 'Période', 'Service fait attesté par', 'Demi-j.', 'Taux', 'Montant'],
    rows: lines.map((line) => [
      shortDate(line.date),
      line.site,
      line.halves,
      `${line.attestedBy}\nle ${shortDate(line.attestedOn)}, pièce ${line.evidenceId}`,
      String(line.quantity),
      `${formatEuros(line.unit)}\u00a0(a)`,
      formatEuros(line.amount),
    ]),
    total: ['', 'Net à payer', '', '', String(quantity), '', formatEuros(net)],
  };
}

function othersOf({ information, cumulative }: StatementDocument): PageTable[] {
  return [
    {
      title: 'Pour information : versé par d’autres payeurs, hors du présent état',
      widths: [150, 200, 35, 60, 60],
      figuresFrom: 2,
      head: ['Payeur', 'Objet', 'Demi-j.', 'Taux', 'Montant'],
      rows: information.map((each) => [each.payer, each.label, String(each.quantity), formatEuros(each.unit), formatEuros(each.amount)]),
      total: [],
    },
    ...cumulative.map((each) => ({
      title: 'Rappel des sommes antérieures au titre de l’engagement',
      widths: [251, 76, 80, 98],
      figuresFrom: 1,
      head: ['Mois de l’état', 'Liquidé', 'dont mandaté', 'Avec le présent état'],
      rows: each.months.map((one) => [frenchMonth(one.month), formatEuros(one.issued), formatEuros(one.acknowledged), '']),
      total: [`Cumul, ${each.engagement}`, ...[each.issued, each.acknowledged, each.withThis].map((amount) => formatEuros(amount))],
    })),
  ];
}
