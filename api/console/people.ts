import type { Person } from '../../domain/person';
import { engagementsOfDoctor, listedRecords } from '../../store/console-lists';
import { words } from '../../templates/french';
import { peoplePage, personFormPage, type PersonLine } from '../../templates/pages/console/people';
import { personPage } from '../../templates/pages/console/person';
import { apiRoute, first, idIn, page, post, readers, type Body, type ConsoleEntry, type Sent, type Visit } from '../console-page';
import { administrators } from '../reference';
import { confirmed, plainWords } from './confirmation';
import { dateIn } from './typed-date';

const most = 200;
const collator = new Intl.Collator('fr', { sensitivity: 'base' });
function fits({ person }: PersonLine, { query }: Visit): boolean {
  const asked = plainWords(query['nom'] ?? '');
  const said = plainWords(`${person.familyName} ${person.givenName} ${person.familyName} ${person.rpps}`);
  const as = query['qualite'] ?? '';
  return said.includes(asked) && (as === '' || (as === 'volontaire' ? person.volunteer : person.locum));
}

const list = page({
  path: '/people',
  menu: 'Médecins',
  roles: readers,
  load: (tx) => listedRecords<Person>(tx, 'people'),
  render: (all, visit) => {
    const found = all
      .map(({ id, state }): PersonLine => ({ id, person: state }))
      .filter((line) => fits(line, visit))
      .toSorted((a, b) => collator.compare(`${a.person.familyName} ${a.person.givenName}`, `${b.person.familyName} ${b.person.givenName}`));
    const search = { name: visit.query['nom'] ?? '', as: visit.query['qualite'] ?? '' };
    return peoplePage({ lines: found.slice(0, most), total: found.length, search, today: visit.today }, visit.kit);
  },
});

const creation = page({
  path: '/people/new',
  section: '/people',
  roles: administrators,
  load: () => Promise.resolve({}),
  render: (_nothing, { kit }) => personFormPage(null, kit),
});

const file = page({
  path: '/people/:id',
  section: '/people',
  roles: readers,
  load: async (tx, { call }) => {
    const { id = '' } = call.params;
    const [found] = await listedRecords<Person>(tx, 'people', id);
    return found === undefined ? null : { found, engagements: await engagementsOfDoctor(tx, id) };
  },
  render: ({ found: { id, version, state }, engagements }, { kit, today, call }) =>
    personPage(
      {
        id,
        version,
        today,
        person: state,
        showsAddresses: call.role === 'administrator',
        engagements: engagements.map((each) => ({
          id: each.id,
          title: each.programme,
          status: statuses[each.status] ?? each.status,
          isOpen: each.status !== 'withdrawn' && each.status !== 'ended',
        })),
      },
      kit,
    ),
});

const statuses: Readonly<Record<string, string>> = words.engagement.statuses;

const edition = page({
  path: '/people/:id/settings',
  section: '/people',
  roles: administrators,
  load: async (tx, { call }) => (await listedRecords<Person>(tx, 'people', call.params['id'] ?? ''))[0] ?? null,
  render: ({ id, version, state }, { kit }) => personFormPage({ id, version, person: state }, kit),
});

const texts = ['familyName', 'givenName', 'email', 'phone', 'rpps', 'specialty', 'practice', 'registration'] as const;

function personBody({ fields }: Sent): Body {
  const roles = fields['person/volunteer'] ?? [];
  const practiceAddress = first(fields, 'person/practiceAddress');
  return {
    person: {
      ...Object.fromEntries(texts.map((name) => [name, first(fields, `person/${name}`)])),
      ...(practiceAddress === '' ? {} : { practiceAddress }),
      volunteer: roles.includes('volunteer'),
      locum: roles.includes('locum'),
    },
  };
}

function certificateBody({ fields }: Sent): Body {
  const texts = ['kind', 'document'].map((name) => [name, first(fields, `certificate/${name}`)]);
  const dates = ['from', 'to'].map((name) => [name, dateIn(fields, `certificate/${name}`)]);
  return { certificate: Object.fromEntries([...texts, ...dates]) };
}

function endingBody({ fields }: Sent): Body {
  const [kind = '', from = ''] = first(fields, 'from').split('/');
  return { kind, from, to: dateIn(fields, 'to') };
}

const back =
  (notice: string) =>
  (_reply: unknown, { call }: Visit) => ({ to: `/console/people/${call.params['id'] ?? ''}`, notice });

export const peopleEntries: readonly ConsoleEntry[] = [
  list,
  creation,
  file,
  edition,
  post({
    path: '/people',
    form: 'person',
    page: creation,
    route: apiRoute('post', '/people'),
    body: personBody,
    done: (reply) => ({ to: `/console/people/${idIn(reply)}`, notice: 'Le médecin est inscrit.' }),
  }),
  post({
    path: '/people/:id/settings',
    form: 'person',
    page: edition,
    route: apiRoute('post', '/people/:id/settings'),
    body: personBody,
    done: back('La fiche est enregistrée.'),
  }),
  post({
    path: '/people/:id/certificates',
    form: 'certificate',
    page: file,
    route: apiRoute('post', '/people/:id/certificates'),
    body: certificateBody,
    done: back('L’attestation est enregistrée.'),
  }),
  post({
    path: '/people/:id/certificates/ending',
    form: 'ending',
    page: file,
    route: apiRoute('post', '/people/:id/certificates/ending'),
    body: endingBody,
    done: back('La fin de l’attestation est enregistrée.'),
  }),
  post({
    path: '/people/:id/striking-off',
    form: 'standing',
    page: file,
    route: apiRoute('post', '/people/:id/striking-off'),
    body: confirmed,
    done: back('L’interdiction d’exercer est enregistrée. Les engagements en cours en sont avertis.'),
  }),
  post({
    path: '/people/:id/reinstatement',
    form: 'standing',
    page: file,
    route: apiRoute('post', '/people/:id/reinstatement'),
    body: confirmed,
    done: back('La reprise d’exercice est enregistrée.'),
  }),
];
