import type { JSX } from 'preact';
import type { Choice, Choices } from './form';
import { described, faultOf, faultsIn, given, type Of } from './form-answers';
import { Notes } from './form-notes';
import { fieldId } from './kit';

export function ChoicesBlock({ field, of }: { readonly field: Choices; readonly of: Of }): JSX.Element {
  const { kind, name, label, hint, choices } = field;
  const id = fieldId(of.form, name);
  const values = given(of, name) ?? field.value ?? [];
  const isOfChoice = choices.some(({ value }) => choiceFault(of, name, value) !== null);
  const fault = isOfChoice ? (faultsIn(of).find((each) => each.field === name)?.text ?? null) : faultOf(of, name);
  return (
    <fieldset id={id} {...described(id, hint, fault)}>
      <legend>{label}</legend>
      <Notes id={id} hint={hint} fault={fault} />
      {choices.map((choice) => (
        <ChoiceLine choice={choice} kind={kind} name={name} of={of} checked={values.includes(choice.value)} />
      ))}
    </fieldset>
  );
}

type ChoiceFault = { readonly id: string; readonly text: string };

/** A rule that refuses one of several names it by its place among those that were sent. */
function choiceFault(of: Of, name: string, value: string): ChoiceFault | null {
  const place = given(of, name)?.indexOf(value) ?? -1;
  const at = `${name}/${place}`;
  const found = place === -1 ? undefined : faultsIn(of).find(({ field }) => field === at || field?.startsWith(`${at}/`) === true);
  return found === undefined ? null : { id: fieldId(of.form, at), text: found.text };
}

function ChoiceLine({
  choice,
  kind,
  name,
  of,
  checked,
}: {
  readonly choice: Choice;
  readonly kind: Choices['kind'];
  readonly name: string;
  readonly of: Of;
  readonly checked: boolean;
}): JSX.Element {
  const fault = choiceFault(of, name, choice.value);
  const said = fault === null ? {} : ({ 'aria-describedby': `${fault.id}-fault`, 'aria-invalid': true } as const);
  const line = (
    <label class="choice" {...(fault === null ? {} : { id: fault.id })}>
      <input type={kind === 'radio' ? 'radio' : 'checkbox'} name={name} value={choice.value} checked={checked} {...said} />
      <span>
        {choice.label}
        {choice.hint !== undefined && <span class="hint">{` – ${choice.hint}`}</span>}
      </span>
    </label>
  );
  if (fault === null) return line;
  return (
    <>
      <p class="fault" id={`${fault.id}-fault`}>
        {fault.text}
      </p>
      {line}
    </>
  );
}
