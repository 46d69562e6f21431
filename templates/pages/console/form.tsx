import type { JSX } from 'preact';
import { frenchMonth, isMonth } from '../../../domain/dates';
import { described, faultOf, given, type Described, type Of } from './form-answers';
import { ChoicesBlock } from './form-choices';
import { Notes } from './form-notes';
import { fieldId, type Kit } from './kit';

export type Choice = { readonly value: string; readonly label: string; readonly hint?: string };
type Named = { readonly name: string; readonly label: string; readonly hint?: string };
/** A month as its reader typed it, kept beside what is wrong with it. */
export type MonthTyped = { readonly value: string; readonly fault: string | null };
type Line = Named & {
  readonly kind: 'text' | 'email' | 'tel' | 'date' | 'time' | 'number' | 'month' | 'search';
  /** what is wrong with a filter: a page that is only read has no answer to keep it in */
  readonly fault?: string | null;
  readonly value?: string | undefined;
  readonly required?: boolean;
  readonly min?: string | number;
  readonly max?: string | number;
  readonly autocomplete?: string;
  /** required or not according to another field: its hint says when */
  readonly isConditional?: boolean;
};
type Area = Named & { readonly kind: 'area'; readonly value?: string | undefined; readonly required?: boolean; readonly rows?: number };
type Select = Named & {
  readonly kind: 'select';
  readonly choices: readonly Choice[];
  readonly value?: string | undefined;
  readonly required?: boolean;
};
/** One of several, or several of several; an act is never chosen in advance. */
export type Choices = Named & {
  readonly kind: 'radio' | 'checks';
  readonly choices: readonly Choice[];
  readonly value?: readonly string[];
};
type File = Named & {
  readonly kind: 'file';
  readonly accept: string;
  readonly required?: boolean;
  /** required or not according to another field: its hint says when */
  readonly isConditional?: boolean;
};
type Hidden = { readonly kind: 'hidden'; readonly name: string; readonly value: string };
type Group = { readonly kind: 'group'; readonly label: string; readonly hint?: string; readonly fields: readonly Field[] };
export type Field = Line | Area | Select | Choices | File | Hidden | Group;

type FormProps = {
  readonly kit: Kit;
  /** its name in the page, which its act declares too */
  readonly form: string;
  /** the declared path of its act: who may not send it does not see it */
  readonly act: string;
  /** where it is sent */
  readonly action: string;
  readonly fields: readonly Field[];
  readonly submit: string;
  /** an act that cannot be taken back */
  readonly danger?: boolean;
  /** its version when it was read: a change in between stops the act */
  readonly version?: number;
  /** for a long text, which the usual way of sending a form would triple */
  readonly multipart?: boolean;
};

/** A form that acts: Post/Redirect/Get, each fault beside its field, a warning with the reason that passes it. */
export function ActForm({
  kit,
  form,
  act,
  action,
  fields,
  submit,
  danger = false,
  version,
  multipart = false,
}: FormProps): JSX.Element | null {
  if (!kit.may(act)) return null;
  const hasFile = fields.some(
    (field) => field.kind === 'file' || (field.kind === 'group' && field.fields.some(({ kind }) => kind === 'file')),
  );
  const more = hasFile || multipart ? ({ encType: 'multipart/form-data' } as const) : {};
  return (
    <form method="post" action={action} class="act" noValidate {...more}>
      <input type="hidden" name="csrf" value={kit.csrf} />
      <input type="hidden" name="nonce" value={kit.nonce} />
      {version !== undefined && <input type="hidden" name="version" value={String(version)} />}
      {fields.map((field) => (
        <FieldBlock field={field} of={{ form, kit }} />
      ))}
      <Warnings form={form} kit={kit} />
      <p class="submit">
        <button type="submit" class={danger ? 'danger' : ''}>
          {submit}
        </button>
      </p>
    </form>
  );
}

/** Filters and searches: a GET, whose address can be kept. */
export function SearchForm({
  action,
  fields,
  submit = 'Afficher',
}: {
  readonly action: string;
  readonly fields: readonly Field[];
  readonly submit?: string;
}): JSX.Element {
  return (
    <form method="get" action={action} class="filters" role="search">
      {fields.map((field) => (
        <FieldBlock field={field} of={{ form: 'filtre', kit: null }} />
      ))}
      <p class="submit">
        <button type="submit">{submit}</button>
      </p>
    </form>
  );
}

type Block<F> = { readonly field: F; readonly of: Of };

function FieldBlock({ field, of }: Block<Field>): JSX.Element {
  switch (field.kind) {
    case 'hidden':
      return <input type="hidden" name={field.name} value={field.value} />;
    case 'group':
      return <GroupBlock field={field} of={of} />;
    case 'radio':
    case 'checks':
      return <ChoicesBlock field={field} of={of} />;
    default:
      return <LineBlock field={field} of={of} />;
  }
}

function GroupBlock({ field: { label, hint, fields }, of }: Block<Group>): JSX.Element {
  return (
    <fieldset class="group">
      <legend>{label}</legend>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {fields.map((field) => (
        <FieldBlock field={field} of={of} />
      ))}
    </fieldset>
  );
}

function LineBlock({ field, of }: Block<Line | Area | Select | File>): JSX.Element {
  const { name, label } = field;
  const hint = hintOf(field);
  const id = fieldId(of.form, name);
  const fault = lineFault(field, of);
  return (
    <div class="field">
      <label for={id}>
        {label}
        {of.kit !== null && isOptional(field) && <span class="hint"> (facultatif)</span>}
      </label>
      <Notes id={id} hint={hint} fault={fault} />
      <Control field={field} of={of} id={id} />
    </div>
  );
}

const isOptional = (field: Line | Area | Select | File): boolean =>
  field.required !== true && !('isConditional' in field && field.isConditional === true);

/** Some browsers draw a month's field as plain text and others lose what they cannot read: it is text everywhere, and says its form. */
const hintOf = ({ kind, hint }: Line | Area | Select | File): string | undefined =>
  hint ?? (kind === 'month' ? 'Par exemple 09/2026, 2026-09 ou septembre 2026.' : undefined);
const lineFault = (field: Line | Area | Select | File, of: Of): string | null =>
  faultOf(of, field.name) ?? ('fault' in field ? (field.fault ?? null) : null);

function Control({ field, of, id }: Block<Line | Area | Select | File> & { readonly id: string }): JSX.Element {
  const { name } = field;
  const common = { id, name, required: field.required === true, ...described(id, hintOf(field), lineFault(field, of)) };
  if (field.kind === 'file') return <input type="file" accept={field.accept} {...common} />;
  const value = given(of, name)?.[0] ?? shownValue(field);
  switch (field.kind) {
    case 'area':
      return (
        <textarea rows={field.rows ?? 3} {...common}>
          {value}
        </textarea>
      );
    case 'select':
      return (
        <select {...common}>
          {!field.choices.some((choice) => choice.value === '') && <option value="">– Choisir –</option>}
          {field.choices.map((choice) => (
            <option value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    default:
      return <LineInput field={field} value={value} common={common} />;
  }
}

/** A month is shown as it is said; what somebody typed stays as it was. */
function shownValue({ kind, value = '' }: Line | Area | Select): string {
  return kind === 'month' && isMonth(value) ? frenchMonth(value) : value;
}

function LineInput({
  field: { kind, min, max, autocomplete },
  value,
  common,
}: {
  readonly field: Line;
  readonly value: string;
  readonly common: { readonly id: string; readonly name: string; readonly required: boolean } & Described;
}): JSX.Element {
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  return <input type={kind === 'month' ? 'text' : kind} value={value} autoComplete={autocomplete ?? 'off'} {...bounds} {...common} />;
}

/** Passing a warning takes a reason, which the journal keeps. */
function Warnings({ form, kit }: { readonly form: string; readonly kit: Kit }): JSX.Element | null {
  const answered = kit.answered;
  if (answered === null || answered.form !== form || answered.warnings.length === 0) return null;
  const of = { form, kit };
  const reason: Line = {
    kind: 'text',
    name: 'override-reason',
    label: 'Motif',
    required: true,
    hint: 'Sans information sur un patient. Il est conservé au journal.',
  };
  return (
    <fieldset class="warnings">
      <legend>Passer outre</legend>
      {answered.warnings.map(({ code, text }) => (
        <label class="choice" id={fieldId(form, `override/${code}`)}>
          <input type="checkbox" name="override" value={code} />
          <span>{text}</span>
        </label>
      ))}
      <LineBlock field={reason} of={of} />
    </fieldset>
  );
}
