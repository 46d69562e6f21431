import type { CoverRecord } from '../../domain/cover-record';
import type { Site } from '../../domain/site';
import { rowOf } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { stateOf } from '../../store/records';
import { coverPage, type CoverModel } from '../../templates/pages/console/covers';
import { apiRoute, first, page, post, readers, type ConsoleEntry, type Visit } from '../console-page';
import { noticeOf } from './days';
import { dateIn } from './typed-date';
import { idOf, namesOf, waitsOf } from './visit';

async function load(tx: Tx, visit: Visit): Promise<CoverModel | null> {
  const id = idOf(visit);
  const row = id === null ? null : await rowOf<CoverRecord>(tx, 'covers', id);
  const site = row === null ? null : await stateOf<Site>(tx, 'sites', row.state.site);
  if (row === null || site === null) return null;
  const { tiers, doctor, accepted } = row.state;
  const people = [doctor, ...tiers.flat().map(({ person }) => person), ...(accepted === null ? [] : [accepted.ref])];
  return {
    id: row.id,
    version: row.version,
    cover: row.state,
    site: site.name,
    clock: visit.collectivity.zone,
    today: visit.today,
    names: await namesOf(tx, visit, people, []),
    waits: await waitsOf(tx, visit, 'cover', row.id),
  };
}

const one = page({ path: '/covers/:id', section: '/calendar', roles: readers, load, render: (model, { kit }) => coverPage(model, kit) });

function act(form: string, names: readonly string[], said: string): ConsoleEntry {
  return post({
    path: `/covers/:id/${form}`,
    form,
    page: one,
    route: apiRoute('post', `/covers/:id/${form}`),
    body: ({ fields }) => Object.fromEntries(names.map((name) => [name, name === 'on' ? dateIn(fields, name) : first(fields, name)])),
    done: ({ status }, { call: { params } }) => ({ to: `/console/covers/${params['id'] ?? ''}`, notice: noticeOf(status, said) }),
  });
}

export const coverEntries: readonly ConsoleEntry[] = [
  one,
  act('acceptance', ['person'], 'L’accord est enregistré.'),
  act('refusal', ['person', 'reason'], 'Le refus est enregistré.'),
  act('practice-choice', ['choice'], 'Le choix du médecin est enregistré.'),
  act('settlement', ['outcome', 'reason'], 'Le remplacement est réglé.'),
  act('failure', ['reason'], 'Le désistement est enregistré.'),
  act('contract', ['on', 'proof'], 'La réception du contrat est enregistrée.'),
  act('derogation', ['document', 'on'], 'La dérogation est enregistrée.'),
];
