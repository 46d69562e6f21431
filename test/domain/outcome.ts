import type { Checked } from '../../domain/identifiers';

/** « value doubt doubt » or the fault, to compare a verdict in one line. */
export function outcome(checked: Checked<string, string, string>): string {
  return checked.ok ? [checked.value, ...checked.warnings].join(' ') : checked.code;
}
