import { z } from 'zod';
import { bankRefusals, type BankDetails } from '../domain/bank-details';
import { accountHolder, bic, iban, maskIban, type Iban } from '../domain/bank-identifiers';
import type { CreditorAction } from '../domain/creditor';
import { civilDate } from '../domain/dates';
import type { Engagement } from '../domain/engagement';
import { siret, type Checked } from '../domain/identifiers';
import { childId, dossierId, type CreditorId, type EngagementId } from '../domain/ids';
import { fullName, type Person } from '../domain/person';
import { sealText } from '../runtime/sealing';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import { identifierRefusals } from '../templates/french/identifiers';
import { act, type Route } from './act';
import { chosen, form, missingChoice, type Fields, type LinkForm, type Parsed } from './link-form';
import { administrators, shownBy, without, type View } from './reference';
import { civilDateSchema, listAndGet } from './schemas';
import type { Service } from './service';

/** sealed or not, an account leaves the record in a statement only. */
const creditorView: View = (creditor) =>
  Object.fromEntries(
    Object.entries(creditor).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && 'sealed' in value ? without({ ...value }, 'sealed') : value,
    ]),
  );

export const creditorRoutes: readonly Route[] = shownBy(creditorView, [
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

export function creditorIdOf(engagement: EngagementId): CreditorId {
  return childId('cre', engagement);
}

type BankPage = { readonly engagement: EngagementId; readonly doctor: string };

const limits = { text: 140 } as const;
const textOf = (fields: Fields, name: string): string => (fields[name]?.[0] ?? '').trim().slice(0, limits.text);
const sentence = (code: string): string => identifierRefusals[code]?.({}) ?? 'Vérifiez la saisie.';

type Read = { readonly faults: Record<string, string>; readonly warnings: string[] };

/** The value of a checked field; its fault in French beside the field, its doubts kept. */
function keep<T extends string>(read: Read, name: string, checked: Checked<T, string, string>): T | null {
  if (!checked.ok) {
    read.faults[name] = sentence(checked.code);
    return null;
  }
  read.warnings.push(...checked.warnings);
  return checked.value;
}

type Declared = {
  readonly details: Omit<BankDetails, 'sealed'>;
  readonly account: { readonly iban: Iban; readonly bic: string | null; readonly holder: string };
};

/** every field is read, so that all faults show at once. */
function readDetails(fields: Fields, doctor: string): Declared | Read {
  const read: Read = { faults: {}, warnings: [] };
  const kind = chosen(fields, 'holderKind', ['person', 'company']);
  if (kind === null) read.faults['holderKind'] = missingChoice;
  const holder = keep(read, 'holder', accountHolder(textOf(fields, 'holder'), doctor));
  const account = keep(read, 'iban', iban(textOf(fields, 'iban')));
  const company = kind === 'company' ? keep(read, 'siret', siret(textOf(fields, 'siret'))) : null;
  const code = textOf(fields, 'bic') === '' ? null : keep(read, 'bic', bic(textOf(fields, 'bic'), account ?? undefined));
  if (kind === null || holder === null || account === null || Object.keys(read.faults).length > 0) return read;
  const { warnings } = read;
  const details = {
    maskedIban: maskIban(account),
    holderKind: kind,
    siret: company,
    holderMatches: !warnings.includes('holder-differs'),
    foreign: warnings.includes('iban-foreign'),
  };
  return { details, account: { iban: account, bic: code, holder } };
}

/** The account is sealed before it becomes a command: no history, no log and no journal ever holds it. */
function parse(fields: Fields, { engagement, doctor }: BankPage, _link: Link, { keyring }: Service): Parsed<CreditorAction> {
  const declared = readDetails(fields, doctor);
  if (!('details' in declared)) return { ok: false, faults: declared.faults };
  const creditor = creditorIdOf(engagement);
  const sealed = sealText(keyring, JSON.stringify(declared.account), `creditor/${creditor}`);
  return {
    ok: true,
    action: { type: 'declare', engagement, sealed, ...declared.details },
    target: { noun: 'creditor', dossier: creditor },
  };
}

/** The same page behind two links: of the engagement that asks, of the creditor that was refused. */
export function bankDetailsForm(engagementOf: (link: Link) => string | null): LinkForm {
  return form<'creditor', BankPage>({
    load: async (tx: Tx, link) => {
      const id = engagementOf(link);
      const engagement = id === null ? null : await stateOf<Engagement>(tx, 'engagements', id);
      const doctor = engagement === null ? null : await stateOf<Person>(tx, 'people', engagement.doctor);
      return id === null || doctor === null ? null : { engagement: dossierId(id), doctor: fullName(doctor) };
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
