import { frenchDate, frenchInstant, frenchMonth, ofMonth } from '../domain/dates';
import { cents, formatEuros } from '../domain/money';
import { fileBytes } from './pdf/file';
import { blockPair, heading, list, paragraph, runningLines, space, startFlow, styles, type Block, type Flow } from './pdf/flow';
import { grouped, letterhead, madeBy, stampWords, titleWithStamps } from './pdf/official';
import { stampPages } from './pdf/stamp';
import { table } from './pdf/table';
import { taggedDocument, type Tagged } from './pdf/tagged';
import { cumulativeTable, informationTable, linesTable, rateSources } from './statement-pdf/tables';
import type { StatementDocument, StatementKind } from './statement-document';

/** The accountant's supporting document (CGCT, annexe I, rubrique 72): the same data give the same bytes. */
export function renderStatement(document: StatementDocument): Uint8Array {
  return fileBytes(drawStatement(document));
}

/** Its pages and their structure, alone or among those of a month. */
export function drawStatement(document: StatementDocument): Tagged {
  const title = `${titles[document.kind.type]} ${numberOf(document)}`;
  const { letterhead: sender, doctor, month } = document;
  const doc = taggedDocument({
    title: titleWithStamps(title, document),
    author: sender.label,
    subject: `${doctor.name}, ${frenchMonth(month)}`,
    createdAt: document.generatedAt,
    engine: document.engine,
  });
  const flow = startFlow(doc);
  letterhead(flow, sender, {
    title: titles[document.kind.type],
    lines: [numberOf(document), `Mois ${ofMonth(month)} – exercice ${document.budgetYear}`, ...kindLines(document.kind)],
  });
  blockPair(flow, [creditorBlock(document), paymentBlock(document)]);
  blockPair(flow, [budgetBlock(document), basisBlock(document)]);
  drawLines(flow, document);
  drawInformation(flow, document);
  drawCumulative(flow, document);
  drawEnd(flow, document);
  runningLines(flow, {
    head: `${sender.label} – ${title} – ${frenchMonth(month)} (suite)`,
    foot: madeBy(document, title),
  });
  stampPages(doc, stampWords(document, document.copy));
  return doc;
}

export const titles = {
  statement: 'État liquidatif',
  corrective: 'État liquidatif rectificatif',
  overpayment: 'État de trop-perçu',
} as const satisfies Record<StatementKind['type'], string>;

function numberOf({ number }: StatementDocument): string {
  return number === null ? '(projet sans numéro)' : `n°\u00a0${number}`;
}

function kindLines(kind: StatementKind): string[] {
  switch (kind.type) {
    case 'statement':
      return [];
    case 'corrective':
      return [`Annule et remplace l’état n°\u00a0${kind.replaces}`];
    case 'overpayment':
      return [
        kind.corrects === null
          ? 'Pour l’émission d’un titre de recettes'
          : `Corrige l’état n°\u00a0${kind.corrects}, pour l’émission d’un titre de recettes`,
      ];
  }
}

function creditorBlock({ creditor, doctor }: StatementDocument): Block {
  const name = creditor.legalForm === null ? creditor.name : `${creditor.name} (${creditor.legalForm})`;
  return {
    title: 'Créancier',
    entries: [
      { label: 'Nom', value: name },
      { label: 'SIRET', value: creditor.siret === null ? 'non communiqué' : grouped(creditor.siret, [3, 3, 3, 5]) },
      { label: 'N° de tiers', value: creditor.thirdPartyNumber ?? 'non communiqué' },
      { label: 'Médecin', value: doctor.name },
      { label: 'N° RPPS', value: doctor.rpps },
    ],
  };
}

function paymentBlock({ kind, creditor, payer, bankMention, copy }: StatementDocument): Block {
  if (kind.type === 'overpayment') return recoveryBlock(payer);
  return {
    title: 'Règlement',
    entries: [
      { label: 'Payeur', value: payer },
      { label: 'Mode', value: bankMention },
      { label: 'Titulaire', value: creditor.accountHolder },
      { label: copy ? 'IBAN (masqué)' : 'IBAN', value: copy ? creditor.iban : grouped(creditor.iban, [4, 4, 4, 4, 4, 4, 4, 4, 4]) },
      { label: 'BIC', value: creditor.bic ?? 'non communiqué' },
    ],
  };
}

/** a recovery order is not paid to anybody; no account is printed. */
function recoveryBlock(issuer: string): Block {
  return {
    title: 'Recouvrement',
    entries: [
      { label: 'Émetteur', value: issuer },
      { label: 'Mode', value: 'titre de recettes, recouvré par le comptable public' },
    ],
  };
}

function budgetBlock({ budgetYear, chapter, account, budgetCommitment, letterhead: { siren } }: StatementDocument): Block {
  return {
    title: 'Imputation budgétaire',
    entries: [
      { label: 'Collectivité', value: `SIREN ${grouped(siren, [3, 3, 3])}` },
      { label: 'Exercice', value: String(budgetYear) },
      { label: 'Chapitre / nature', value: `${chapter} / ${account}` },
      { label: 'Engagement compt.', value: budgetCommitment },
    ],
  };
}

function basisBlock({ convention, deliberation, cumulative }: StatementDocument): Block {
  return {
    title: 'Fondement',
    entries: [
      { label: 'Convention', value: convention },
      { label: 'Délibération', value: deliberation.reference },
      { label: 'Exécutoire le', value: frenchDate(deliberation.enforceableOn) },
      { label: 'Engagement', value: [...new Set(cumulative.map(({ engagement }) => engagement))].join(', ') },
    ],
  };
}

function drawLines(flow: Flow, document: StatementDocument): void {
  heading(flow, 'H2', document.kind.type === 'overpayment' ? 'Demi-journées reprises' : 'Demi-journées dont le service est fait', {
    keepWith: 70,
  });
  if (document.lines.length === 0) paragraph(flow, 'Néant\u00a0: aucune demi-journée attestée n’est à liquider pour ce mois.');
  else {
    table(flow, linesTable(document));
    space(flow, 4);
    list(flow, rateSources(document), { style: styles.note, after: 5 });
  }
  const amount = formatEuros(cents(Math.abs(document.net)));
  paragraph(flow, `${closing[document.kind.type]} ${document.netInWords} (${amount})${afterAmount(document.kind)}.`, {
    style: styles.strong,
    after: 9,
  });
}

const closing = {
  statement: 'Arrêté le présent état à la somme de',
  corrective: 'Arrêté le présent état à la somme de',
  overpayment: 'Arrêté le présent état de trop-perçu à la somme de',
} as const satisfies Record<StatementKind['type'], string>;

function afterAmount(kind: StatementKind): string {
  return kind.type === 'overpayment' ? ', à recouvrer auprès du créancier' : '';
}

function drawInformation(flow: Flow, document: StatementDocument): void {
  if (document.information.length === 0) return;
  heading(flow, 'H2', 'Pour information\u00a0: versé par d’autres payeurs, hors du présent état', { keepWith: 40 });
  table(flow, informationTable(document));
  space(flow, 9);
}

function drawCumulative(flow: Flow, document: StatementDocument): void {
  heading(flow, 'H2', 'Rappel des sommes antérieures au titre de l’engagement', { keepWith: 60 });
  for (const cumulative of document.cumulative) {
    table(flow, cumulativeTable(cumulative));
    space(flow, 7);
  }
}

const grossNote = {
  payment: 'Montants bruts, sans retenue. Le comptable public procède au paiement\u00a0; le présent état ne vaut pas ordre de virement.',
  recovery:
    'Montants bruts, sans retenue. Le comptable public procède au recouvrement\u00a0; le présent état ne vaut pas titre de recettes.',
} as const;

function drawEnd(flow: Flow, document: StatementDocument): void {
  const { kind, approval, zone, dataHash, copy } = document;
  if (approval !== null)
    paragraph(
      flow,
      `Approuvé le ${frenchInstant(approval.at, zone)} par ${approval.name}, ${approval.capacity}. Le service fait est attesté ligne par ligne ci-dessus.`,
    );
  if (copy) paragraph(flow, 'Copie remise au médecin, coordonnées bancaires masquées\u00a0; elle ne vaut pas pièce justificative.');
  paragraph(flow, grossNote[kind.type === 'overpayment' ? 'recovery' : 'payment'], {
    style: styles.note,
    after: 1,
  });
  paragraph(flow, `Empreinte SHA-256 des données\u00a0: ${dataHash}`, { style: styles.note, after: 0 });
}
