import type { ComponentChildren } from 'preact';

/** What a form of a page must know: who may send it, its tokens, and what was sent with a fault. */
export type Kit = {
  /** ties a form to the session that asked for it */
  readonly csrf: string;
  /** one per page shown: the same form sent twice is one act */
  readonly nonce: string;
  /** whether the reader's role may send this form or open this page, by its declared path */
  readonly may: (path: string) => boolean;
  readonly answered: Answered | null;
};

export type FormError = { readonly field: string | null; readonly text: string };
/** A warning of a rule that the reader may pass, with a reason. */
export type Warning = { readonly code: string; readonly text: string };

/** A form that was refused, shown again as it was filled in. */
export type Answered = {
  readonly form: string;
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly errors: readonly FormError[];
  readonly warnings: readonly Warning[];
  /** said where only the first faults were looked for */
  readonly later?: string;
};

/** What a page shows inside the frame. */
export type View = {
  readonly title: string;
  readonly body: ComponentChildren;
  /** the pages above this one */
  readonly parents?: readonly Crumb[];
};
export type Crumb = { readonly href: string; readonly label: string };

/** The id of a field in its page; a field is named by its place in the body of the act, `person/email`. */
export function fieldId(form: string, name: string): string {
  return `${form}-${name}`.replaceAll(/[^A-Za-z0-9_-]+/g, '-');
}

export type LinkedError = {
  readonly href: string | null;
  readonly text: string;
  /** said under the faults, and none itself */
  readonly isNote?: true;
};

/** The summary at the head of the page: each fault, with the address of its field in the page. */
export function linkedErrors({ form, errors, warnings, later }: Answered): readonly LinkedError[] {
  return [
    ...errors.map(({ field, text }) => ({ href: field === null ? null : `#${fieldId(form, field)}`, text })),
    ...warnings.map(({ code, text }) => ({ href: `#${fieldId(form, `override/${code}`)}`, text })),
    ...(later === undefined ? [] : [{ href: null, text: later, isNote: true } as const]),
  ];
}
