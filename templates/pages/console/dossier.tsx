import type { JSX } from 'preact';
import { frenchInstant, frenchMonth, instant, isInstant, type Month, type TimeZone } from '../../../domain/dates';
import { DataTable, Empty, Section } from './parts';
import { frenchDeadline } from '../../lateness';

/** What a dossier waits for; `until` is an instant. */
export type Waits = {
  readonly text: string;
  readonly until: string | null;
  /** the dossier that waits, where it is another one */
  readonly at?: { readonly href: string; readonly label: string };
};
/** what happened, in words, and who did it. */
export type Past = { readonly at: string; readonly what: string; readonly who: string };

/** « de mars 2026 », « d’octobre 2026 » */
export function ofMonth(month: Month): string {
  const name = frenchMonth(month);
  return /^[ao]/.test(name) ? `d’${name}` : `de ${name}`;
}

export const unknown = 'non renseigné';

export function momentWords(at: string | null, zone: TimeZone): string {
  return at !== null && isInstant(at) ? frenchInstant(instant(at), zone) : unknown;
}

export function Waiting({ waits, zone }: { readonly waits: readonly Waits[]; readonly zone: TimeZone }): JSX.Element {
  return (
    <Section id="waits" title="Ce qui est attendu">
      {waits.length === 0 ? (
        <Empty>Rien n’est attendu de personne.</Empty>
      ) : (
        <ul>
          {waits.map(({ text, until, at }) => (
            <li>
              {until === null ? text : `${text} – avant le ${isInstant(until) ? frenchDeadline(instant(until), zone) : unknown}`}
              {at !== undefined && (
                <>
                  {' '}
                  (<a href={at.href}>{at.label}</a>)
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type PastOf = { readonly past: readonly Past[]; readonly zone: TimeZone };

export function History({ past, zone }: PastOf): JSX.Element {
  return (
    <Section id="history" title="Historique">
      <PastTable past={past} zone={zone} />
    </Section>
  );
}

/** Without a heading: where what holds it has one. */
export function PastTable({ past, zone }: PastOf): JSX.Element {
  return (
    <DataTable<Past>
      caption="Ce qui est arrivé, dans l’ordre"
      rows={past}
      empty="Rien n’est encore arrivé."
      columns={[
        { label: 'Quand', heads: true, cell: ({ at }) => momentWords(at, zone) },
        { label: 'Quoi', cell: ({ what }) => what },
        { label: 'Par qui', cell: ({ who }) => who },
      ]}
    />
  );
}
