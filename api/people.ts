import { z } from 'zod';
import { practices, type PersonInput } from '../domain/person';
import { certificateKinds } from '../domain/programme';
import { personWords } from '../templates/french/person';
import { act, type Route } from './act';
import { administrators, departementSchema, known, shownBy, without, type View } from './reference';
import { civilDateSchema, emailSchema, listAndGet, phoneSchema, required, rppsSchema, textSchema } from './schemas';

const personFields = z.strictObject({
  familyName: textSchema(100),
  givenName: textSchema(100),
  email: emailSchema,
  phone: phoneSchema,
  rpps: rppsSchema,
  specialty: textSchema(100),
  practice: z.enum(practices),
  registration: departementSchema,
  practiceAddress: textSchema(300).optional(),
  volunteer: z.boolean(),
  locum: z.boolean(),
});

/** Said with the faults of the fields, and not once they are mended. */
const personSchema = personFields.refine(({ volunteer, locum }) => volunteer || locum, {
  path: ['volunteer'],
  params: { code: 'role-missing' },
  error: personWords.refusals['role-missing']?.({}) ?? required,
  when: ({ value }) => personFields.pick({ volunteer: true, locum: true }).loose().safeParse(value).success,
});

const certificateSchema = z.strictObject({
  kind: z.enum(certificateKinds),
  from: civilDateSchema,
  to: civilDateSchema,
  document: textSchema(200),
});

const personOf = ({ practiceAddress, ...person }: z.infer<typeof personSchema>): PersonInput => ({
  ...person,
  ...(practiceAddress === undefined ? {} : { practiceAddress }),
});

const body = z.strictObject({ person: personSchema });
const nothing = z.strictObject({});

/** addresses and telephones are for those who write to doctors; a statement needs neither. */
const personView: View = (person, role) => (role === 'administrator' ? person : without(person, 'email', 'phone', 'formerEmails'));

export const peopleRoutes: readonly Route[] = shownBy(personView, [
  act({
    noun: 'person',
    path: '/people',
    roles: administrators,
    title: 'Inscrire un médecin, volontaire ou remplaçant',
    body,
    action: ({ person }) => ({ type: 'set', person: personOf(person) }),
  }),
  act({
    noun: 'person',
    path: '/people/:id/settings',
    roles: administrators,
    title: 'Modifier la fiche d’un médecin',
    body,
    action: async ({ person }, call) => {
      await known(call, 'person');
      return { type: 'set', person: personOf(person) };
    },
  }),
  act({
    noun: 'person',
    path: '/people/:id/certificates',
    roles: administrators,
    title: 'Ajouter une attestation et ses dates',
    body: z.strictObject({ certificate: certificateSchema }),
    action: ({ certificate }) => ({ type: 'add-certificate', certificate }),
  }),
  act({
    noun: 'person',
    path: '/people/:id/certificates/ending',
    roles: administrators,
    title: 'Noter qu’une attestation prend fin avant sa date',
    body: z.strictObject({ kind: z.enum(certificateKinds), from: civilDateSchema, to: civilDateSchema }),
    action: ({ kind, from, to }) => ({ type: 'end-certificate', kind, from, to }),
  }),
  act({
    noun: 'person',
    path: '/people/:id/striking-off',
    roles: administrators,
    title: 'Noter que l’Ordre interdit l’exercice',
    body: nothing,
    action: () => ({ type: 'strike-off' }),
  }),
  act({
    noun: 'person',
    path: '/people/:id/reinstatement',
    roles: administrators,
    title: 'Noter que l’exercice est à nouveau permis',
    body: nothing,
    action: () => ({ type: 'reinstate' }),
  }),
  ...listAndGet('person', 'Médecins'),
]);
