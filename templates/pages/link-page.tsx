import type { JSX } from 'preact';
import { faultNamed } from './fault-names';
import { FactList, shell, type Contact } from './shell';

export type Choice = { readonly value: string; readonly label: string; readonly hint?: string };
export type Field =
  | { readonly kind: 'radio'; readonly name: string; readonly label: string; readonly choices: readonly Choice[] }
  | { readonly kind: 'checkboxes'; readonly name: string; readonly label: string; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'select';
      readonly name: string;
      readonly label: string;
      readonly choices: readonly Choice[];
      readonly required: boolean;
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly label: string;
      readonly hint?: string;
      readonly required: boolean;
      readonly autocomplete?: string;
    }
  | {
      readonly kind: 'date';
      readonly name: string;
      readonly label: string;
      readonly hint?: string;
      readonly required: boolean;
      readonly min?: string;
    };

export type Section = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly fields: readonly Field[];
};

export type PageModel = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly (readonly [label: string, value: string])[];
  readonly downloads?: readonly { readonly label: string; readonly href: string }[];
  readonly form?: {
    /** where it is sent when not to the page's own address */ readonly action?: string;
    readonly fields: readonly Field[];
    /** a page that lists several things: each with its facts and its fields, all sent at once */
    readonly sections?: readonly Section[];
    readonly submit: string;
    /** told apart from the same answer given on another opening of the page: a double click sends it twice, a second thought does not */ readonly once?: string;
    readonly faults: Readonly<Record<string, string>>;
    /** what was sent with a fault: nobody types it twice */ readonly given?: Readonly<Record<string, readonly string[]>>;
  };
  readonly sender: string;
  readonly contact?: Contact;
  readonly specimen: boolean;
};

/** A page that a mailed link opens: no choice is made in advance. */
export function linkPage({ title, paragraphs, facts = [], downloads = [], form, sender, contact, specimen }: PageModel): string {
  const names = fieldNames(form);
  const faults = Object.entries(form?.faults ?? {}).map(([id, text]) => ({ id, text: faultNamed(names.get(id) ?? '', text) }));
  return shell(
    { title, sender, specimen, faults, ...(contact === undefined ? {} : { contact }) },
    <>
      {paragraphs.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      <FactList facts={facts} />
      {downloads.length > 0 && (
        <ul>
          {downloads.map(({ label, href }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      )}
      {form !== undefined && <FormBlock {...form} />}
    </>,
  );
}

/** What each field asks, with what it is asked about where a page lists several things. */
function fieldNames(form: PageModel['form']): ReadonlyMap<string, string> {
  const own = (form?.fields ?? []).map(({ name, label }) => [name, label] as const);
  const listed = (form?.sections ?? []).flatMap(({ title, fields }) =>
    fields.map(({ name, label }) => [name, `${title}, ${label}`] as const),
  );
  return new Map([...own, ...listed]);
}

function FormBlock({
  action,
  fields,
  sections = [],
  submit,
  once,
  faults,
  given = {},
}: NonNullable<PageModel['form']>): JSX.Element | null {
  if (fields.length === 0 && sections.length === 0 && action === undefined) return null;
  const block = (field: Field): JSX.Element => <FieldBlock field={field} fault={faults[field.name]} given={given[field.name] ?? []} />;
  return (
    <form method="post" {...(action === undefined ? {} : { action })}>
      {once === undefined ? null : <input type="hidden" name="once" value={once} />}
      {fields.map(block)}
      {sections.map(({ title, paragraphs, facts, fields: own }) => (
        <section>
          <h2>{title}</h2>
          {paragraphs.map((paragraph) => (
            <p>{paragraph}</p>
          ))}
          <FactList facts={facts} />
          {own.map(block)}
        </section>
      ))}
      <button type="submit">{submit}</button>
    </form>
  );
}

type Block<F extends Field> = { readonly field: F; readonly fault: string | undefined; readonly given: readonly string[] };
type ChoiceField = Extract<Field, { kind: 'radio' | 'checkboxes' }>;
type SelectField = Extract<Field, { kind: 'select' }>;
type LineField = Extract<Field, { kind: 'text' | 'date' }>;

function FieldBlock({ field, fault, given }: Block<Field>): JSX.Element {
  switch (field.kind) {
    case 'radio':
    case 'checkboxes':
      return <ChoicesBlock field={field} fault={fault} given={given} />;
    case 'select':
      return <SelectBlock field={field} fault={fault} given={given} />;
    case 'text':
    case 'date':
      return <LineBlock field={field} fault={fault} given={given} />;
  }
}

function Fault({ field, fault }: Pick<Block<Field>, 'field' | 'fault'>): JSX.Element | null {
  if (fault === undefined) return null;
  return (
    <span class="fault" id={`${field.name}-fault`}>
      {fault}
    </span>
  );
}

function described({ field, fault }: Pick<Block<Field>, 'field' | 'fault'>): {
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
} {
  return fault === undefined ? {} : { 'aria-describedby': `${field.name}-fault`, 'aria-invalid': true };
}

function ChoicesBlock({ field, fault, given }: Block<ChoiceField>): JSX.Element {
  return (
    <fieldset id={field.name} {...(fault === undefined ? {} : { 'aria-describedby': `${field.name}-fault` })}>
      <legend>{field.label}</legend>
      <Fault field={field} fault={fault} />
      {field.choices.map(({ value, label, hint }) => (
        <p>
          <label>
            <input type={field.kind === 'radio' ? 'radio' : 'checkbox'} name={field.name} value={value} checked={given.includes(value)} />{' '}
            {label}
            {hint === undefined ? null : <span class="hint">{` – ${hint}`}</span>}
          </label>
        </p>
      ))}
    </fieldset>
  );
}

function SelectBlock({ field, fault, given }: Block<SelectField>): JSX.Element {
  return (
    <p>
      <label for={field.name}>{field.label}</label>
      <Fault field={field} fault={fault} />
      <select id={field.name} name={field.name} required={field.required} {...described({ field, fault })}>
        <option value="">Choisir…</option>
        {field.choices.map(({ value, label }) => (
          <option value={value} selected={given.includes(value)}>
            {label}
          </option>
        ))}
      </select>
    </p>
  );
}

function LineBlock({ field, fault, given }: Block<LineField>): JSX.Element {
  const kept = field.kind === 'text' ? { autoComplete: field.autocomplete ?? 'off' } : { min: field.min };
  return (
    <p>
      <label for={field.name}>
        {field.label}
        {field.hint === undefined ? null : <span class="hint">{` – ${field.hint}`}</span>}
      </label>
      <Fault field={field} fault={fault} />
      <input
        id={field.name}
        name={field.name}
        type={field.kind}
        value={given[0]}
        required={field.required}
        {...kept}
        {...described({ field, fault })}
      />
    </p>
  );
}
