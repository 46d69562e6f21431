import type { JSX } from 'preact';
import type { Kit } from './kit';
import { Section } from './parts';

export type Step = { readonly href: string; readonly path: string; readonly label: string };

/** Of a new collectivity, in the order in which one needs the other. */
export function Beginnings({ steps, kit }: { readonly steps: readonly Step[]; readonly kit: Kit }): JSX.Element | null {
  if (steps.length === 0) return null;
  return (
    <Section id="commencer" title="Pour commencer">
      <ol>
        {steps.map(({ href, path, label }) => (
          <li>{kit.may(path) ? <a href={href}>{label}</a> : label}</li>
        ))}
      </ol>
    </Section>
  );
}
