import type { FormError, Kit } from './kit';

/** A form, and what was answered to it. */
export type Of = { readonly form: string; readonly kit: Kit | null };

/** What was sent with a fault is not typed twice. */
export function given({ form, kit }: Of, name: string): readonly string[] | null {
  const answered = kit?.answered ?? null;
  return answered === null || answered.form !== form ? null : (answered.fields[name] ?? []);
}

/** Of the field itself, or of what it holds: a date among several in one text. */
export function faultOf(of: Of, name: string): string | null {
  const faults = faultsIn(of).filter(({ field }) => field === name || field?.startsWith(`${name}/`) === true);
  return faults.length === 0 ? null : faults.map(({ text }) => text).join(' ');
}

export function faultsIn({ form, kit }: Of): readonly FormError[] {
  const answered = kit?.answered ?? null;
  return answered === null || answered.form !== form ? [] : answered.errors;
}

export type Described = { readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true };

export function described(id: string, hint: string | undefined, fault: string | null): Described {
  const by = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === null ? [] : [`${id}-fault`])].join(' ');
  return { ...(by === '' ? {} : { 'aria-describedby': by }), ...(fault === null ? {} : { 'aria-invalid': true }) };
}
