import { frenchDate } from '../domain/dates';
import { conventionArticles } from './convention-pdf/articles';
import { drawArticles, drawParts, subject } from './pdf/articles';
import { fileBytes } from './pdf/file';
import { bodyWidth, heading, paragraph, runningLines, space, startFlow, styles, type Flow } from './pdf/flow';
import { grouped, letterhead, madeBy, stampWords, titleWithStamps } from './pdf/official';
import { signaturesHeight, signaturesSection } from './pdf/signatures';
import { stampPages } from './pdf/stamp';
import { table, type Column } from './pdf/table';
import { taggedDocument } from './pdf/tagged';
import type { ConventionDocument } from './convention-document';

/** The convention as it is voted, signed and kept: the same data give the same bytes, to which every signature is tied. */
export function renderConvention(document: ConventionDocument): Uint8Array {
  const title = `Convention n°\u00a0${document.number}`;
  const doc = taggedDocument({
    title: titleWithStamps(title, document),
    author: document.letterhead.label,
    subject: document.title,
    createdAt: document.generatedAt,
    engine: document.engine,
  });
  const flow = startFlow(doc);
  letterhead(flow, document.letterhead, { title: 'Convention', lines: [`n°\u00a0${document.number}`] });
  subject(flow, document.title);
  drawParties(flow, document);
  drawVisas(flow, document);
  drawArticles(flow, conventionArticles(document), signaturesHeight(document.signatures));
  signaturesSection(flow, document.signatures, document.zone);
  space(flow, 12);
  drawAnnex(flow, document);
  runningLines(flow, { head: `${document.letterhead.label} – ${title} (suite)`, foot: madeBy(document, title) });
  stampPages(doc, stampWords(document));
  return fileBytes(doc);
}

function drawParties(flow: Flow, { parties }: ConventionDocument): void {
  const signing = parties.filter(({ role }) => role !== 'informed');
  const informed = parties.filter(({ role }) => role === 'informed');
  heading(flow, 'H2', 'Entre les parties');
  drawParts(flow, [
    { items: signing.map(({ organisation, representative: { name, capacity } }) => `${organisation}, agissant par ${name}, ${capacity}`) },
    'Ci-après désignées ensemble «\u00a0les parties\u00a0».',
    ...(informed.length === 0 ? [] : [`Copie pour information\u00a0: ${informed.map(({ organisation }) => organisation).join(', ')}.`]),
  ]);
  space(flow, 5);
}

function drawVisas(flow: Flow, { visas, deliberation }: ConventionDocument): void {
  heading(flow, 'H2', 'Visas et considérants');
  const vote =
    deliberation === null
      ? []
      : [
          `Vu la délibération ${deliberation.reference}, votée le ${frenchDate(deliberation.votedOn)}${enforceable(deliberation.enforceableOn)}\u00a0;`,
        ];
  drawParts(flow, [
    {
      items: [
        ...visas.map((visa) => `Vu ${visa}\u00a0;`),
        'Vu le code de la santé publique, notamment ses articles L. 1434-4, R. 4127-65, R. 4127-83 et R. 4127-85\u00a0;',
        ...vote,
        'Considérant que l’accès aux soins de premier recours est insuffisant sur les territoires énumérés en annexe\u00a0;',
        'Considérant que des médecins volontaires acceptent d’y consulter, quelques demi-journées par mois, en plus de leur activité.',
      ],
    },
    'Les parties conviennent de ce qui suit.',
  ]);
  space(flow, 5);
}

function enforceable(on: ConventionDocument['from'] | null): string {
  return on === null ? '' : ` et exécutoire le ${frenchDate(on)}`;
}

const columns: readonly Column[] = [
  { title: 'SIREN', width: 110, align: 'left' },
  { title: 'Établissement public de coopération intercommunale', width: bodyWidth - 110, align: 'left' },
];

function drawAnnex(flow: Flow, { epci, dataHash }: ConventionDocument): void {
  heading(flow, 'H2', 'Annexe – Territoires concernés', { keepWith: 70 });
  const rows = epci.map(({ siren, name }) => ({ kind: 'line' as const, cells: [{ text: grouped(siren, [3, 3, 3]) }, { text: name }] }));
  table(flow, { columns, rows, foot: [] });
  space(flow, 8);
  paragraph(flow, `Empreinte SHA-256 des données\u00a0: ${dataHash}`, { style: styles.note, after: 0 });
}
