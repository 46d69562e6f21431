import type { CreditorState } from '../../domain/bank-details';
import { personParty, type Person } from '../../domain/person';
import { rowOf } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { stateOf } from '../../store/records';
import { creditorPage, type CreditorModel } from '../../templates/pages/console/creditors';
import { apiRoute, first, page, post, readers, type Body, type ConsoleEntry, type Sent, type Visit } from '../console-page';
import { noticeOf } from './days';
import { dateOrNull } from './typed-date';
import { idOf, maySeeNames, waitsOf } from './visit';

async function load(tx: Tx, visit: Visit): Promise<CreditorModel | null> {
  const id = idOf(visit);
  const row = id === null ? null : await rowOf<CreditorState>(tx, 'creditors', id);
  if (row === null) return null;
  const person = maySeeNames(visit) ? await stateOf<Person>(tx, 'people', row.state.doctor) : null;
  return {
    id: row.id,
    version: row.version,
    creditor: row.state,
    doctor: person === null ? 'un médecin' : personParty(row.state.doctor, person).name,
    clock: visit.collectivity.zone,
    today: visit.today,
    waits: await waitsOf(tx, visit, 'creditor', row.id),
  };
}

const one = page({
  path: '/creditors/:id',
  section: '/engagements',
  roles: readers,
  load,
  render: (model, { kit }) => creditorPage(model, kit),
});

/** The version of the details that were read: another declaration in between is not confirmed unseen. */
const detailsIn = ({ fields }: Sent): number => Number(first(fields, 'details'));

function act(form: string, body: (sent: Sent) => Body, said: string): ConsoleEntry {
  return post({
    path: `/creditors/:id/${form}`,
    form,
    page: one,
    route: apiRoute('post', `/creditors/:id/${form}`),
    body,
    done: ({ status }, { call: { params } }) => ({ to: `/console/creditors/${params['id'] ?? ''}`, notice: noticeOf(status, said) }),
  });
}

export const creditorEntries: readonly ConsoleEntry[] = [
  one,
  act(
    'confirmation',
    (sent) => ({ version: detailsIn(sent), callBack: dateOrNull(sent.fields, 'callBack') }),
    'Les coordonnées bancaires sont confirmées.',
  ),
  act(
    'refusal',
    (sent) => ({ version: detailsIn(sent), reason: first(sent.fields, 'reason') }),
    'Les coordonnées bancaires sont refusées.',
  ),
];
