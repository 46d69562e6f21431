import type { JSX } from 'preact';
import { frenchDate, type CivilDate } from '../../../domain/dates';
import { fullName, practices, type Person, type Practice } from '../../../domain/person';
import { ActForm, SearchForm, type Field } from './form';
import type { Kit, View } from './kit';
import { Actions, Badge, DataTable } from './parts';

export type PersonLine = { readonly id: string; readonly person: Person };

export const practiceNames: Readonly<Record<Practice, string>> = {
  'own-practice': 'en cabinet',
  locum: 'remplaçant',
  retired: 'retraité',
  salaried: 'salarié',
  'student-licensed': 'étudiant titulaire d’une licence de remplacement',
};
export const parents = [{ href: '/console/people', label: 'Médecins' }];

export type PeopleSearch = { readonly name: string; readonly as: string };

export function peoplePage(
  {
    lines,
    total,
    search,
    today,
  }: { readonly lines: readonly PersonLine[]; readonly total: number; readonly search: PeopleSearch; readonly today: CivilDate },
  kit: Kit,
): View {
  return {
    title: 'Médecins',
    body: (
      <>
        <Actions
          links={[
            ...(kit.may('/people/new') ? [{ href: '/console/people/new', label: 'Inscrire un médecin' }] : []),
            ...(kit.may('/imports') ? [{ href: '/console/imports', label: 'Importer un fichier' }] : []),
          ]}
        />
        <SearchForm action="/console/people" submit="Rechercher" fields={searchFields(search)} />
        <DataTable
          caption={lines.length < total ? `${lines.length} médecins affichés sur ${total}\u00A0: précisez la recherche` : counted(total)}
          empty={
            search.name === '' && search.as === ''
              ? 'Aucun médecin n’est encore inscrit.'
              : 'Aucun médecin ne correspond à cette recherche.'
          }
          rows={lines}
          columns={[
            {
              label: 'Nom',
              heads: true,
              cell: ({ id, person }) => <a href={`/console/people/${id}`}>{`${person.familyName} ${person.givenName}`}</a>,
            },
            { label: 'Numéro RPPS', cell: ({ person }) => person.rpps },
            { label: 'Exercice', cell: ({ person }) => practiceNames[person.practice] },
            { label: 'Qualité', cell: ({ person }) => qualities(person) },
            { label: 'Ordre', cell: ({ person }) => person.registration },
            { label: 'Attestations', cell: ({ person }) => <Certificates person={person} today={today} /> },
          ]}
        />
      </>
    ),
  };
}

const counted = (n: number): string => (n === 1 ? '1 médecin' : `${n} médecins`);

function searchFields({ name, as }: PeopleSearch): readonly Field[] {
  return [
    { kind: 'search', name: 'nom', label: 'Nom ou numéro RPPS', value: name },
    {
      kind: 'select',
      name: 'qualite',
      label: 'Qualité',
      value: as,
      choices: [
        { value: '', label: 'Toutes' },
        { value: 'volontaire', label: 'Volontaires' },
        { value: 'remplacant', label: 'Remplaçants' },
      ],
    },
  ];
}

export const qualities = ({ volunteer, locum }: Pick<Person, 'volunteer' | 'locum'>): string =>
  [...(volunteer ? ['volontaire'] : []), ...(locum ? ['remplaçant'] : [])].join(', ');

function Certificates({ person, today }: { readonly person: Person; readonly today: CivilDate }): JSX.Element {
  if (person.status === 'struck-off') return <Badge tone="bad">ne peut plus exercer</Badge>;
  const valid = person.certificates.filter(({ from, to }) => from <= today && today <= to);
  const [first] = valid.map(({ to }) => to).toSorted();
  return first === undefined ? <Badge tone="wait">aucune en cours</Badge> : <Badge tone="good">{`jusqu’au ${frenchDate(first)}`}</Badge>;
}

export function personFormPage(file: (PersonLine & { readonly version: number }) | null, kit: Kit): View {
  const href = file === null ? '/console/people' : `/console/people/${file.id}/settings`;
  return {
    parents: file === null ? parents : [...parents, { href: `/console/people/${file.id}`, label: `Dr ${fullName(file.person)}` }],
    title: file === null ? 'Inscrire un médecin' : 'Modifier la fiche',
    body: (
      <ActForm
        kit={kit}
        form="person"
        act={file === null ? '/people' : '/people/:id/settings'}
        action={href}
        fields={personFields(file?.person ?? null)}
        submit={file === null ? 'Inscrire le médecin' : 'Enregistrer'}
        {...(file === null ? {} : { version: file.version })}
      />
    ),
  };
}

function personFields(person: Person | null): readonly Field[] {
  return [
    { kind: 'text', name: 'person/givenName', label: 'Prénom', value: person?.givenName, required: true },
    {
      kind: 'text',
      name: 'person/familyName',
      label: 'Nom',
      value: person?.familyName,
      required: true,
      hint: 'Sans le titre\u00A0: il est ajouté à l’impression.',
    },
    { kind: 'text', name: 'person/rpps', label: 'Numéro RPPS', value: person?.rpps, required: true, hint: 'Onze chiffres.' },
    { kind: 'email', name: 'person/email', label: 'Adresse électronique', value: person?.email, required: true },
    { kind: 'tel', name: 'person/phone', label: 'Téléphone', value: person?.phone, required: true },
    { kind: 'text', name: 'person/specialty', label: 'Spécialité', value: person?.specialty, required: true },
    ...practiceFields(person),
  ];
}

function practiceFields(person: Person | null): readonly Field[] {
  return [
    {
      kind: 'select',
      name: 'person/practice',
      label: 'Mode d’exercice',
      value: person?.practice,
      required: true,
      choices: practices.map((practice) => ({ value: practice, label: practiceNames[practice] })),
    },
    { kind: 'text', name: 'person/practiceAddress', label: 'Adresse du cabinet', value: person?.practiceAddress },
    {
      kind: 'text',
      name: 'person/registration',
      label: 'Département d’inscription à l’Ordre',
      value: person?.registration,
      required: true,
      hint: 'Son numéro\u00A0: 03, 2A, 976…',
    },
    {
      kind: 'checks',
      name: 'person/volunteer',
      label: 'Qualité',
      value: [...(person?.volunteer === true ? ['volunteer'] : []), ...(person?.locum === true ? ['locum'] : [])],
      choices: [
        { value: 'volunteer', label: 'Volontaire', hint: 'consulte dans les lieux d’accueil' },
        { value: 'locum', label: 'Remplaçant', hint: 'tient le cabinet d’un volontaire' },
      ],
    },
  ];
}
