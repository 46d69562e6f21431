import { fileBytes } from '../../templates/pdf/file';
import { paragraph, startFlow } from '../../templates/pdf/flow';
import { inside, mark, rule, taggedDocument, textAt, type Tagged } from '../../templates/pdf/tagged';
import { renderStatement } from '../../templates/statement-pdf';
import type { Drawings } from './corpus';
import { aStatement, someLines } from './statement-samples';

/** One fault, and the clause of ISO 19005-2 or ISO 14289-1 by which a validator must refuse it. */
type Mutant = { readonly clause: string; readonly draw: () => Uint8Array };

const black = { face: 'regular', size: 9 } as const;

const mutants: Readonly<Record<string, Mutant>> = {
  'font that is not embedded': { clause: '6.2.11.4.1', draw: () => changed('/FontFile2', '/FontFileX') },
  'font without Unicode': { clause: '6.2.11.7.2', draw: () => changed('/ToUnicode', '/ToUnicodX') },
  'missing language': { clause: '7.2', draw: () => changed('/Lang(', '/Lung(') },
  'missing metadata': { clause: '6.6.2.1', draw: () => changed('/Metadata 14', '/Metadatx 14') },
  'metadata that deny accessibility': { clause: '5', draw: () => changed('<pdfuaid:part>1', '<pdfuaid:part>7') },
  'missing colour space': { clause: '6.2.4.3', draw: () => changed('/OutputIntents', '/OutputIntentz') },
  'missing mark of tagging': { clause: '6.7.2.2', draw: () => changed('/Marked true', '/Marked null') },
  'role of our own invention': { clause: '6.7.3.4', draw: () => changed('/S/H1/', '/S/Z1/') },
  'row that is a cell': { clause: '7.2', draw: () => changed('/S/TR/', '/S/TH/') },
  'heading that jumps a level': { clause: '7.4.2', draw: () => changed('/S/H2/', '/S/H4/') },
  'page that its structure does not know': { clause: '7.1', draw: () => changed('/StructParents ', '/StructParentz ') },
  'title that is not shown': { clause: '7.1', draw: () => changed('/DisplayDocTitle true', '/DisplayDocTitle null') },
  'figure without alternative text': { clause: '7.3', draw: () => changed('/S/Document/', '/S/Figure  /') },
  'cell outside its row': {
    clause: '7.2',
    draw: () =>
      drawn((doc) => inside(doc, 'Table', () => inside(doc, 'TD', () => mark(doc, textAt('Une cellule sans sa ligne.', 50, 700, black))))),
  },
  'untagged line': { clause: '7.1', draw: () => drawn((doc) => doc.pages[0]?.content.push(rule(50, 50, 100, 1))) },
  'untagged text': { clause: '7.1', draw: () => drawn((doc) => doc.pages[0]?.content.push(textAt('Un ajout.', 50, 50, black))) },
  'artifact inside the tree': {
    clause: '7.1',
    draw: () => drawn((doc) => inside(doc, 'P', () => mark(doc, `/Artifact BMC\n${rule(50, 50, 100, 1)}\nEMC`))),
  },
  'text of the tree inside an artifact': {
    clause: '7.1',
    draw: () =>
      drawn((doc) => {
        inside(doc, 'P', () => mark(doc, textAt('Un texte caché.', 50, 60, black)));
        const content = doc.pages[0]?.content;
        content?.push(`/Artifact BMC\n${content.pop() ?? ''}\nEMC`);
      }),
  },
};

/** A document like those that carry a mutant's fault, without it. */
export const soundDrawings: Drawings = { 'a drawing without a fault': () => drawn(() => undefined) };

export const mutantDrawings: Drawings = Object.fromEntries(Object.entries(mutants).map(([name, { draw }]) => [name, draw]));

/** Refused for another reason, a mutant would prove nothing. */
export function isRefused(name: string, faults: readonly string[]): boolean {
  const clauses = faults.flatMap((fault) => [...fault.matchAll(/(?:FAIL| \|) ([\d.]+)-\d+ /g)].map(([, clause]) => clause));
  return clauses.includes(mutants[name]?.clause ?? '?');
}

function changed(from: string, to: string): Uint8Array {
  const source = Buffer.from(renderStatement(aStatement(someLines(1)))).toString('latin1');
  if (!source.includes(from) || from.length !== to.length) throw new Error(`nothing to change: ${from}`);
  return Buffer.from(source.replace(from, to), 'latin1');
}

function drawn(fault: (doc: Tagged) => unknown): Uint8Array {
  const doc = taggedDocument({ title: 'T', author: 'A', subject: 'S', createdAt: '2026-03-01T00:00:00.000Z', engine: 'E' });
  paragraph(startFlow(doc), 'Un texte.');
  fault(doc);
  return fileBytes(doc);
}
