import { z } from 'zod';
import { bankRefusals } from '../domain/bank-details';
import type { CreditorAction } from '../domain/creditor';
import { civilDate } from '../domain/dates';
import type { Engagement } from '../domain/engagement';
import { dossierId, type EngagementId } from '../domain/ids';
import { fullName, type Person } from '../domain/person';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import { creditorWords } from '../templates/french/creditor';
import { act, type Route } from './act';
import { creditorIdOf, holderKinds, readDetails, type DetailFaults, type TypedDetails } from './bank-details';
import { chosen, form, missingChoice, textOf, type Fields, type LinkForm, type Parsed } from './link-form';
import { ProblemError, refusedProblem } from './problems';
import { administrators, shownBy, without, type View } from './reference';
import { civilDateSchema, idSchema, listAndGet, optionalTextSchema, textSchema } from './schemas';
import type { Service } from './service';

/** sealed or not, an account leaves the record in a statement only. */
const creditorView: View = (creditor) =>
  Object.fromEntries(
    Object.entries(creditor).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && 'sealed' in value ? without({ ...value }, 'sealed') : value,
    ]),
  );

const detailsSchema = z.strictObject({
  engagement: idSchema,
  holderKind: z.enum(holderKinds),
  holder: textSchema(140),
  companyName: optionalTextSchema(140).default(''),
  siret: optionalTextSchema(40).default(''),
  iban: textSchema(140),
  bic: optionalTextSchema(40).default(''),
});

export const creditorRoutes: readonly Route[] = shownBy(creditorView, [
  act({
    noun: 'creditor',
    path: '/creditors',
    roles: administrators,
    title: 'Déclarer des coordonnées bancaires remises autrement que par le lien',
    body: detailsSchema,
    dossier: ({ engagement }) => creditorIdOf(dossierId(engagement)),
    action: async ({ engagement, ...details }, { service, collectivity }) => {
      const page = await service.db.read(collectivity, (tx) => pageOf(tx, engagement));
      if (page === null) throw faulty({ engagement: 'unknown-engagement' });
      const read = readDetails(details, page, service.keyring);
      if (!read.ok) throw faulty(read.faults);
      return read.action;
    },
  }),
  act({
    noun: 'creditor',
    path: '/creditors/:id/confirmation',
    roles: administrators,
    title: 'Confirmer des coordonnées bancaires',
    body: z.strictObject({ version: z.int().min(1), callBack: civilDateSchema.nullable() }),
    action: ({ version, callBack }) => ({ type: 'confirm', version, callBack: callBack === null ? null : civilDate(callBack) }),
  }),
  act({
    noun: 'creditor',
    path: '/creditors/:id/refusal',
    roles: administrators,
    title: 'Refuser des coordonnées bancaires',
    body: z.strictObject({ version: z.int().min(1), reason: z.enum(bankRefusals) }),
    action: ({ version, reason }) => ({ type: 'refuse', version, reason }),
  }),
  ...listAndGet('creditor', 'Coordonnées bancaires'),
]);

function faulty(faults: DetailFaults): ProblemError {
  return new ProblemError(
    refusedProblem(
      'creditor',
      Object.entries(faults).map(([name, code]) => ({ code, field: `/${name}` })),
    ),
  );
}

type BankPage = { readonly engagement: EngagementId; readonly doctor: string };

const longest = 140;
const sentence = (code: string): string => creditorWords.refusals[code]?.({}) ?? missingChoice;

export function typedDetails(fields: Fields): TypedDetails {
  const text = (name: string): string => textOf(fields, name, longest);
  return {
    holderKind: chosen(fields, 'holderKind', holderKinds),
    holder: text('holder'),
    companyName: text('companyName'),
    siret: text('siret'),
    iban: text('iban'),
    bic: text('bic'),
  };
}

function parse(fields: Fields, page: BankPage, _link: Link, { keyring }: Service): Parsed<CreditorAction> {
  const read = readDetails(typedDetails(fields), page, keyring);
  if (read.ok) return { ok: true, action: read.action, target: { noun: 'creditor', dossier: creditorIdOf(page.engagement) } };
  return { ok: false, faults: Object.fromEntries(Object.entries(read.faults).map(([name, code]) => [name, sentence(code)])) };
}

async function pageOf(tx: Tx, id: string): Promise<BankPage | null> {
  const engagement = await stateOf<Engagement>(tx, 'engagements', id);
  const doctor = engagement === null ? null : await stateOf<Person>(tx, 'people', engagement.doctor);
  return doctor === null ? null : { engagement: dossierId(id), doctor: fullName(doctor) };
}

/** The same page behind two links: of the engagement that asks, of the creditor that was refused. */
export function bankDetailsForm(engagementOf: (link: Link) => string | null): LinkForm {
  return form<'creditor', BankPage>({
    load: async (tx: Tx, link) => {
      const id = engagementOf(link);
      return id === null ? null : pageOf(tx, id);
    },
    show: ({ doctor }) => ({
      title: 'Indiquer mes coordonnées bancaires',
      paragraphs: ['Elles serviront au seul versement de vos indemnités. Une autre personne les vérifiera avant le premier paiement.'],
      facts: [['Médecin', `Dr ${doctor}`]],
      fields: [
        {
          kind: 'radio',
          name: 'holderKind',
          label: 'Le compte est celui',
          choices: [
            { value: 'person', label: 'du médecin' },
            { value: 'company', label: 'd’une société d’exercice (SELARL, SCP…)' },
          ],
        },
        { kind: 'text', name: 'holder', label: 'Titulaire du compte', hint: 'comme sur le RIB', required: true },
        {
          kind: 'text',
          name: 'companyName',
          label: 'Raison sociale de la société',
          hint: 'seulement pour une société, comme au registre',
          required: false,
        },
        {
          kind: 'text',
          name: 'siret',
          label: 'SIRET de la société',
          hint: 'seulement pour une société, quatorze chiffres',
          required: false,
        },
        { kind: 'text', name: 'iban', label: 'IBAN', required: true },
        { kind: 'text', name: 'bic', label: 'BIC', hint: 'facultatif', required: false },
      ],
      submit: 'Envoyer mes coordonnées bancaires',
    }),
    parse,
    done: [
      'Vos coordonnées bancaires sont enregistrées.',
      'Une autre personne va les vérifier ; vous recevrez un courriel dès qu’elles seront confirmées.',
    ],
  });
}

export const creditorForms: Readonly<Record<string, LinkForm>> = { 'bank-details': bankDetailsForm(({ item }) => item) };
