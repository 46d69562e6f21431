import { frenchDate, dateIn } from '../domain/dates';
import { halfDaysOf, type ParticipationData } from '../domain/engagement-recap';
import { engine } from './engine';
import { counted, drawParts, subject } from './pdf/articles';
import { fileBytes } from './pdf/file';
import { bodyWidth, paragraph, runningLines, space, startFlow, styles } from './pdf/flow';
import { letterhead, madeBy, stampWords, titleWithStamps } from './pdf/official';
import { stampPages } from './pdf/stamp';
import type { Table } from './pdf/table';
import { taggedDocument } from './pdf/tagged';

/** What a doctor shows to third parties: what was held and where, without a sum. */
export function renderParticipation(data: ParticipationData): Uint8Array {
  const document = { ...data, engine, draft: false };
  const { doctor, convention, programme, year } = document;
  const title = `Attestation de participation ${year}`;
  const doc = taggedDocument({
    title: titleWithStamps(title, document),
    author: document.letterhead.label,
    subject: `${doctor.name}, ${programme}`,
    createdAt: document.generatedAt,
    engine,
  });
  const flow = startFlow(doc);
  letterhead(flow, { ...document.letterhead, service: null }, { title: 'Attestation de participation', lines: [`Année ${year}`] });
  subject(flow, programme);
  drawParts(flow, [
    `Il est attesté que le ${doctor.name}, n°\u00a0${doctor.rpps} du répertoire partagé des professionnels de santé, a pris part en ${year} au dispositif «\u00a0${programme}\u00a0», dans le cadre de la convention n°\u00a0${convention.number}, «\u00a0${convention.title}\u00a0».`,
    `Ce médecin a tenu ${counted(halfDaysOf(data), 'demi-journée')} de consultation dans les lieux suivants\u00a0; le service fait est attesté par le médecin et par le lieu d’accueil.`,
    { table: sitesTable(data) },
    'La présente attestation est établie pour servir et valoir ce que de droit. Elle est tirée des présences attestées\u00a0; la collectivité peut en confirmer l’empreinte.',
  ]);
  space(flow, 12);
  paragraph(flow, `${document.letterhead.label}, le ${frenchDate(dateIn(document.generatedAt, document.zone))}`, {
    style: styles.body,
    after: 8,
  });
  paragraph(flow, `Empreinte SHA-256 des données\u00a0: ${document.dataHash}`, { style: styles.note, after: 0 });
  runningLines(flow, { head: `${document.letterhead.label} – ${title} – ${doctor.name} (suite)`, foot: madeBy(document, title) });
  stampPages(doc, stampWords(document));
  return fileBytes(doc);
}

function sitesTable(data: ParticipationData): Table {
  return {
    columns: [
      { title: 'Lieu d’accueil', width: bodyWidth - 110, align: 'left' },
      { title: 'Demi-journées', width: 110, align: 'right' },
    ],
    rows: data.sites.map(({ name, halfDays }) => ({ kind: 'line', cells: [{ text: name }, { text: String(halfDays) }] })),
    foot: [{ kind: 'total', cells: [{ text: 'Total' }, { text: String(halfDaysOf(data)) }] }],
  };
}
