import { cleanText, email, phone, type CleanText, type TextFault } from './contact-identifiers';
import type { Refusal, Role } from './decision';
import { epciSiren, isFictionalRpps, rpps, siren, type Checked } from './identifiers';
import { isId } from './ids';
import { characterDetail, unprintable } from './printable';

type Detail = Readonly<Record<string, string | number>>;

/** Where a fault is shown: a JSON pointer for a body, a line and a column for a table. */
export type Place = (name: string) => { readonly field: string; readonly detail?: Detail };

/** Reads one input field by field: each call answers the value to keep, and the faults gather in `refusals`. */
export type Reader = {
  readonly refusals: readonly Refusal[];
  readonly fault: (name: string, code: string, more?: { readonly detail?: Detail; readonly override?: Role }) => void;
  /** notes the fault unless the condition holds */
  readonly check: (name: string, holds: boolean, code: string, detail?: Detail) => void;
  /** the same, as a warning that an administrator may pass with a reason */
  readonly doubt: (name: string, holds: boolean, code: string, detail?: Detail) => void;
  readonly text: (name: string, input: string, max?: number) => string;
  readonly email: (name: string, input: string) => string;
  readonly phone: (name: string, input: string) => string;
  readonly siren: (name: string, input: string) => string;
  readonly epci: (name: string, input: string) => string;
  readonly rpps: (name: string, input: string, rehearsal: boolean) => string;
  /** an opaque word: it travels in ids, events and logs, where no name and no address may go */
  readonly key: (name: string, input: string) => string;
  readonly party: <P extends { readonly ref: string; readonly name: string; readonly email: string }>(name: string, input: P) => P;
};

export function pointer(base: string): Place {
  return (name) => ({ field: name === '' ? base : `${base}/${name}` });
}

const usualLength = 200;

export function reader(place: Place): Reader {
  const refusals: Refusal[] = [];
  const fault: Reader['fault'] = (name, code, { detail, override } = {}) => {
    const where = place(name);
    const all = { ...where.detail, ...detail };
    refusals.push({
      code,
      field: where.field,
      ...(Object.keys(all).length > 0 ? { detail: all } : {}),
      ...(override === undefined ? {} : { override }),
    });
  };
  const keep = (name: string, input: string, checked: Checked<string, string, string>, detail?: Detail): string => {
    if (!checked.ok) {
      fault(name, checked.code, detail === undefined ? {} : { detail });
      return input;
    }
    for (const code of checked.warnings) fault(name, code, { override: 'administrator' });
    return checked.value;
  };
  const one: Pick<Reader, 'text' | 'email' | 'key'> = {
    text: (name, input, max = usualLength) => {
      const checked = printed(input, max);
      return keep(name, input, checked, checked.ok ? undefined : textDetail(checked.code, input, max));
    },
    email: (name, input) => keep(name, input, email(input)),
    key: (name, input) => {
      if (!isId(input)) fault(name, 'key-malformed');
      return input;
    },
  };
  return {
    ...one,
    refusals,
    fault,
    check: (name, holds, code, detail) => (holds ? undefined : fault(name, code, detail === undefined ? {} : { detail })),
    doubt: (name, holds, code, detail) =>
      holds ? undefined : fault(name, code, { override: 'administrator', ...(detail === undefined ? {} : { detail }) }),
    phone: (name, input) => keep(name, input, phone(input)),
    siren: (name, input) => keep(name, input, siren(input)),
    epci: (name, input) => keep(name, input, epciSiren(input)),
    rpps: (name, input, rehearsal) =>
      keepRpps(
        input,
        rehearsal,
        (checked) => keep(name, input, checked),
        () => fault(name, 'rpps-fictional'),
      ),
    party: (name, input) => ({
      ...input,
      ref: one.key(`${name}/ref`, input.ref),
      name: one.text(`${name}/name`, input.name),
      email: one.email(`${name}/email`, input.email),
    }),
  };
}

/** Names and texts enter documents sooner or later: what none can show is refused here, where somebody can still mend it. */
function printed(input: string, max: number): Checked<CleanText, TextFault | 'text-unprintable'> {
  const clean = cleanText(input, max);
  return clean.ok && unprintable(clean.value) !== null ? { ok: false, code: 'text-unprintable' } : clean;
}

/** How long it may be, or the character that stands in the way: hostile ones (controls, direction marks, halves of characters) print no better than foreign ones. */
function textDetail(code: TextFault | 'text-unprintable', input: string, max: number): Detail | undefined {
  if (code === 'text-too-long') return { max };
  const found = unprintable(input.trim());
  return found === null ? undefined : characterDetail(found);
}

/** E-40: a fictional number is at home in a rehearsal, and nobody may pass it into a real collectivity. */
function keepRpps(
  input: string,
  rehearsal: boolean,
  keep: (checked: Checked<string, string, string>) => string,
  refuseFictional: () => void,
): string {
  const checked = rpps(input);
  if (!checked.ok) return keep(checked);
  if (isFictionalRpps(checked.value) && !rehearsal) refuseFictional();
  return keep({ ...checked, warnings: checked.warnings.filter((doubt) => doubt !== 'rpps-fictional') });
}
