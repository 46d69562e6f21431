import type { JSX } from 'preact';

type FieldProps = {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'date';
  readonly value: string;
  readonly fault: string | undefined;
};

/** One line of an accountant's answer, what was typed kept and its fault beside it. */
export function AnswerField({ id, name, label, type, value, fault }: FieldProps): JSX.Element {
  const described = fault === undefined ? {} : { 'aria-describedby': `${id}-fault`, 'aria-invalid': true };
  return (
    <p>
      <label for={id}>{label}</label>
      {fault !== undefined && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
      <input id={id} name={name} type={type} value={value} required autoComplete="off" {...described} />
    </p>
  );
}
