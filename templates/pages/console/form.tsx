import type { JSX } from 'preact';
import { fieldId, type Kit } from './kit';

export type Choice = { readonly value: string; readonly label: string; readonly hint?: string };
type Named = { readonly name: string; readonly label: string; readonly hint?: string };
type Line = Named & {
  readonly kind: 'text' | 'email' | 'tel' | 'date' | 'time' | 'number' | 'month' | 'search';
  readonly value?: string | undefined;
  readonly required?: boolean;
  readonly min?: string | number;
  readonly max?: string | number;
  readonly autocomplete?: string;
};
type Area = Named & { readonly kind: 'area'; readonly value?: string | undefined; readonly required?: boolean; readonly rows?: number };
type Select = Named & {
  readonly kind: 'select';
  readonly choices: readonly Choice[];
  readonly value?: string | undefined;
  readonly required?: boolean;
};
/** One of several, or several of several; an act is never chosen in advance. */
type Choices = Named & { readonly kind: 'radio' | 'checks'; readonly choices: readonly Choice[]; readonly value?: readonly string[] };
type File = Named & { readonly kind: 'file'; readonly accept: string; readonly required?: boolean };
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

type Of = { readonly form: string; readonly kit: Kit | null };
type Block<F> = { readonly field: F; readonly of: Of };

/** What was sent with a fault is not typed twice. */
function given({ form, kit }: Of, name: string): readonly string[] | null {
  const answered = kit?.answered ?? null;
  return answered === null || answered.form !== form ? null : (answered.fields[name] ?? []);
}

function faultOf({ form, kit }: Of, name: string): string | null {
  const answered = kit?.answered ?? null;
  return answered === null || answered.form !== form ? null : (answered.errors.find(({ field }) => field === name)?.text ?? null);
}

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
  const { name, label, hint } = field;
  const id = fieldId(of.form, name);
  const fault = faultOf(of, name);
  return (
    <div class="field">
      <label for={id}>
        {label}
        {of.kit !== null && field.required !== true && <span class="hint"> (facultatif)</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== null && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <Control field={field} of={of} id={id} />
    </div>
  );
}

type Described = { readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true };

function described(id: string, hint: string | undefined, fault: string | null): Described {
  const by = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === null ? [] : [`${id}-fault`])].join(' ');
  return { ...(by === '' ? {} : { 'aria-describedby': by }), ...(fault === null ? {} : { 'aria-invalid': true }) };
}

function Control({ field, of, id }: Block<Line | Area | Select | File> & { readonly id: string }): JSX.Element {
  const { name, hint } = field;
  const common = { id, name, required: field.required === true, ...described(id, hint, faultOf(of, name)) };
  if (field.kind === 'file') return <input type="file" accept={field.accept} {...common} />;
  const value = given(of, name)?.[0] ?? field.value ?? '';
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
  return <input type={kind} value={value} autoComplete={autocomplete ?? 'off'} {...bounds} {...common} />;
}

function ChoicesBlock({ field, of }: Block<Choices>): JSX.Element {
  const { kind, name, label, hint, choices } = field;
  const id = fieldId(of.form, name);
  const fault = faultOf(of, name);
  const values = given(of, name) ?? field.value ?? [];
  return (
    <fieldset id={id} {...described(id, hint, fault)}>
      <legend>{label}</legend>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== null && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {choices.map((choice) => (
        <label class="choice">
          <input type={kind === 'radio' ? 'radio' : 'checkbox'} name={name} value={choice.value} checked={values.includes(choice.value)} />
          <span>
            {choice.label}
            {choice.hint !== undefined && <span class="hint">{` – ${choice.hint}`}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Passing a warning takes a reason, which the journal keeps. */
function Warnings({ form, kit }: { readonly form: string; readonly kit: Kit }): JSX.Element | null {
  const answered = kit.answered;
  if (answered === null || answered.form !== form || answered.warnings.length === 0) return null;
  const of = { form, kit };
  const reason: Line = { kind: 'text', name: 'override-reason', label: 'Motif', required: true, hint: 'Il est conservé au journal.' };
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
