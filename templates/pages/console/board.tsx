import type { JSX } from 'preact';
import { Beginnings, type Step as FirstStep } from './beginnings';
import { ActForm, SearchForm } from './form';
import type { Kit, View } from './kit';
import { Badge, DataTable, Empty, Figures, Fold, Section, type Tone } from './parts';

export const urgencies = ['late', 'week', 'later', 'open'] as const;
export type Urgency = (typeof urgencies)[number];

export type BoardLine = {
  readonly task: string;
  readonly urgency: Urgency;
  readonly nextStep: string;
  /** the names that the task is recognised by */
  readonly about: string;
  readonly who: string;
  readonly until: string;
  /** how long its time has been over */
  readonly late: string | null;
  readonly kind: string;
  readonly href: string | null;
  /** a mail that could not be delivered: somebody says how it was dealt with */
  readonly undelivered: boolean;
  /** a document that could not be drawn */
  readonly document: string | null;
};

export type Board = {
  readonly lines: readonly BoardLine[];
  readonly total: number;
  readonly audience: string;
  readonly today: string;
  /** what a new collectivity has not done yet */
  readonly steps: readonly FirstStep[];
};

const headings: Readonly<Record<Urgency, readonly [title: string, tone: Tone]>> = {
  late: ['En retard', 'bad'],
  week: ['Dans les sept jours', 'wait'],
  later: ['Plus tard', 'plain'],
  open: ['Sans échéance', 'plain'],
};

export function boardPage({ lines, total, audience, today, steps }: Board, kit: Kit): View {
  const undelivered = lines.filter((line) => line.undelivered).length;
  return {
    title: 'Tableau de bord',
    body: (
      <>
        <p>{`Ce qui attend au ${today}, de qui et jusqu’à quand. Une tâche disparaît dès que l’acte qu’elle attend est fait.`}</p>
        <Figures
          figures={[
            ...urgencies.map((urgency) => figureOf(urgency, lines)),
            {
              label: 'Courriels non remis',
              value: String(undelivered),
              ...(undelivered === 0 ? {} : { href: '/console/outbox?etat=refused' }),
            },
          ]}
        />
        <SearchForm
          action="/console"
          fields={[
            {
              kind: 'select',
              name: 'pour',
              label: 'Tâches affichées',
              value: audience,
              choices: [
                { value: '', label: 'Toutes' },
                { value: 'moi', label: 'Celles de mon rôle' },
                { value: 'autres', label: 'Celles qu’on attend d’autres personnes' },
              ],
            },
          ]}
        />
        <Beginnings steps={steps} kit={kit} />
        {lines.length === 0 && (total > 0 || steps.length === 0) && (
          <Empty>{total === 0 ? 'Rien n’attend\u00A0: tout est à jour.' : 'Aucune tâche ne correspond à ce choix.'}</Empty>
        )}
        {urgencies.map((urgency) => (
          <Group urgency={urgency} lines={lines.filter((line) => line.urgency === urgency)} kit={kit} />
        ))}
      </>
    ),
  };
}

function figureOf(
  urgency: Urgency,
  lines: readonly BoardLine[],
): { readonly label: string; readonly value: string; readonly href?: string } {
  const count = lines.filter((line) => line.urgency === urgency).length;
  return { label: headings[urgency][0], value: String(count), ...(count === 0 ? {} : { href: `#${urgency}` }) };
}

function Group({
  urgency,
  lines,
  kit,
}: {
  readonly urgency: Urgency;
  readonly lines: readonly BoardLine[];
  readonly kit: Kit;
}): JSX.Element | null {
  if (lines.length === 0) return null;
  const [title, tone] = headings[urgency];
  return (
    <Section id={urgency} title={title}>
      <DataTable
        caption={lines.length === 1 ? '1 tâche' : `${lines.length} tâches`}
        empty=""
        rows={lines}
        columns={[
          { label: 'À faire', heads: true, cell: (line) => <Step line={line} kit={kit} /> },
          { label: 'Dossier', cell: (line) => <Subject line={line} /> },
          { label: 'Qui', cell: ({ who }) => who },
          { label: 'Échéance', cell: (line) => <Deadline line={line} tone={tone} /> },
        ]}
      />
    </Section>
  );
}

function Deadline({ line: { until, late }, tone }: { readonly line: BoardLine; readonly tone: Tone }): JSX.Element | null {
  if (until === '') return null;
  if (late === null) return <Badge tone={tone}>{until}</Badge>;
  return (
    <>
      <Badge tone={tone}>{late}</Badge> <span class="hint">{until}</span>
    </>
  );
}

function Subject({ line: { kind, about, href } }: { readonly line: BoardLine }): JSX.Element {
  const text = about === '' ? kind : `${kind}\u00A0: ${about}`;
  return href === null ? <span>{text}</span> : <a href={href}>{text}</a>;
}

function Step({ line, kit }: { readonly line: BoardLine; readonly kit: Kit }): JSX.Element {
  const { task, nextStep, undelivered, document } = line;
  const form = settlementForm(task);
  return (
    <>
      {nextStep}
      {undelivered && kit.may('/tasks/settlement') && (
        <Fold title="Dire comment c’est réglé" open={kit.answered?.form === form}>
          <ActForm
            kit={kit}
            form={form}
            act="/tasks/settlement"
            action="/console/tasks/settlement"
            fields={[
              { kind: 'hidden', name: 'task', value: task },
              {
                kind: 'text',
                name: 'reason',
                label: 'Ce qui a été fait',
                required: true,
                hint: 'Par exemple\u00A0: prévenu par téléphone, adresse corrigée. Sans information sur un patient.',
              },
            ]}
            submit="Classer ce courriel"
          />
        </Fold>
      )}
      {document !== null && (
        <ActForm
          kit={kit}
          form="redraw"
          act="/documents/:id/redraw"
          action={`/console/documents/${document}/redraw`}
          fields={[]}
          submit="Produire à nouveau"
        />
      )}
    </>
  );
}

/** One form per task in the same page. */
export function settlementForm(task: string): string {
  return `settle-${task}`.replaceAll(/[^A-Za-z0-9_-]+/g, '-');
}
