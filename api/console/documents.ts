import { isId } from '../../domain/ids';
import type { Noun } from '../../domain/nouns';
import type { Tx } from '../../store/db';
import { documentsOf } from '../../store/documents';
import { hasFault } from '../../store/next-actions';
import { words } from '../../templates/french';
import { documentsPage, type DocumentLine } from '../../templates/pages/console/documents';
import { pathOf } from '../act';
import { apiRoute, page, readers, send, type ConsoleEntry } from '../console-page';
import { problem, ProblemError } from '../problems';
import { isNoun, resourceOf } from '../resources';

/** For the page of the dossier itself. */
export async function documentLines(tx: Tx, noun: Noun, dossier: string): Promise<readonly DocumentLine[]> {
  const lines: DocumentLine[] = [];
  for (const { id, name, sha256, size } of await documentsOf(tx, noun, dossier)) {
    const failed = sha256 === null && (await hasFault(tx, { noun, dossier }, 'document-failed', id));
    lines.push({ id, name, sha256, size, failed });
  }
  return lines;
}

const document = apiRoute('get', '/documents/:id');
const redraw = apiRoute('post', '/documents/:id/redraw');

export const documentEntries: readonly ConsoleEntry[] = [
  page({
    path: '/documents/of/:noun/:id',
    section: '/',
    roles: readers,
    load: async (tx, { call }) => {
      const { noun = '', id = '' } = call.params;
      if (!isNoun(noun) || !isId(id) || (await resourceOf(tx, noun, id)) === null) return null;
      return { noun, id, lines: await documentLines(tx, noun, id) };
    },
    render: ({ noun, id, lines }, { kit }) => {
      const path = pathOf(noun);
      const back = kit.may(`/${path}/:id`) ? { href: `/console/${path}/${id}`, label: words[noun].name } : null;
      return documentsPage({ kind: words[noun].name, back, lines }, kit);
    },
  }),
  { kind: 'file', path: '/documents/:id', roles: document.roles, run: ({ call }) => document.run(call) },
  {
    kind: 'post',
    path: '/documents/:id/redraw',
    roles: redraw.roles,
    run: async (visit, sent) => {
      try {
        await send(visit, redraw, {}, sent.key);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error;
        const detail = error.problem.errors?.[0]?.detail;
        throw new ProblemError(problem('refused', detail === undefined ? {} : { detail }));
      }
      return { to: '/console', notice: 'Le document est produit à nouveau\u00A0: il sera prêt dans un instant.' };
    },
  },
];
