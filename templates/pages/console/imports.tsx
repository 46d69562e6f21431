import type { JSX } from 'preact';
import { columnsOf, importKinds, type ImportKind } from '../../../domain/import-rows';
import { ActForm, type Field } from './form';
import type { Kit, View } from './kit';
import { Badge, DataTable, Empty, Figures, Fold, Section } from './parts';

export const importKindNames: Readonly<Record<ImportKind, string>> = {
  volunteers: 'Médecins',
  sites: 'Lieux d’accueil',
  zones: 'Zones prioritaires',
};

const templateLabels: Readonly<Record<ImportKind, string>> = {
  volunteers: 'Télécharger le modèle des médecins (CSV)',
  sites: 'Télécharger le modèle des lieux d’accueil (CSV)',
  zones: 'Télécharger le modèle des zones prioritaires (CSV)',
};

export type ImportLine = { readonly kind: ImportKind; readonly count: number; readonly on: string; readonly by: string };

export function importsPage(
  { lines, accepts }: { readonly lines: readonly ImportLine[]; readonly accepts: Readonly<Record<ImportKind, string>> },
  kit: Kit,
): View {
  return {
    title: 'Imports',
    body: (
      <>
        <p>
          Un fichier est d’abord essayé&nbsp;: la page suivante dit, ligne par ligne, ce que l’import ferait. Rien n’est enregistré avant
          votre confirmation, et une seule ligne fautive arrête tout le fichier.
        </p>
        <ActForm
          kit={kit}
          form="trial"
          act="/imports/trial"
          action="/console/imports/trial"
          fields={trialFields}
          submit="Essayer le fichier"
        />
        <Section id="colonnes" title="Colonnes attendues">
          <p>
            Chaque contenu a son modèle à télécharger&nbsp;: les colonnes, et une ligne d’exemple à remplacer par les vôtres. Enregistrez le
            tableau en «&nbsp;CSV (séparateur&nbsp;: point-virgule)&nbsp;». L’ordre des colonnes est libre.
          </p>
          {importKinds.map((kind) => (
            <Fold title={importKindNames[kind]}>
              <p>
                Obligatoires&nbsp;: <code>{columnsOf[kind].required.join(' ; ')}</code>
              </p>
              <p>
                Facultatives&nbsp;: <code>{columnsOf[kind].optional.join(' ; ')}</code>
              </p>
              {accepts[kind] !== '' && <p>{accepts[kind]}</p>}
              <p>
                <a href={`/console/imports/${kind}/modele.csv`}>{templateLabels[kind]}</a>
              </p>
            </Fold>
          ))}
        </Section>
        <Section id="faits" title="Imports déjà faits">
          <DataTable
            caption="Imports enregistrés"
            empty="Aucun fichier n’a encore été importé."
            rows={lines}
            columns={[
              { label: 'Date', heads: true, cell: ({ on }) => on },
              { label: 'Contenu', cell: ({ kind }) => importKindNames[kind] },
              { label: 'Lignes', number: true, cell: ({ count }) => String(count) },
              { label: 'Par', cell: ({ by }) => by },
            ]}
          />
        </Section>
      </>
    ),
  };
}

const trialFields: readonly Field[] = [
  {
    kind: 'radio',
    name: 'kind',
    label: 'Contenu du fichier',
    choices: importKinds.map((kind) => ({ value: kind, label: importKindNames[kind] })),
  },
  {
    kind: 'file',
    name: 'file',
    label: 'Fichier CSV',
    accept: '.csv,text/csv',
    isConditional: true,
    hint: 'Obligatoire pour les médecins et les lieux d’accueil. Pour les zones prioritaires, sans fichier, la liste fournie est essayée.',
  },
];

export type TriedLine = {
  readonly line: number;
  readonly ok: boolean;
  /** the first cells of the line, to find it again */
  readonly cells: string;
  readonly faults: readonly { readonly column: string | null; readonly text: string; readonly overridable: boolean }[];
};
export type Trial = {
  readonly kind: ImportKind;
  readonly csv: string | null;
  readonly lines: readonly TriedLine[];
  readonly accepted: number;
  readonly refused: number;
  readonly note: string;
};

const mostShown = 300;

/** Where a line of the file is in the page: a refusal leads to it. */
export function lineId(line: number | string): string {
  return `ligne-${line}`;
}

/** The dry run: what must be mended comes first. */
export function trialPage(trial: Trial, kit: Kit): View {
  const { kind, lines, accepted, refused, note } = trial;
  const barred = lines.some(({ faults }) => faults.some(({ overridable }) => !overridable));
  const shown = [...lines.filter(({ ok }) => !ok), ...lines.filter(({ ok }) => ok)].slice(0, mostShown);
  return {
    title: `Essai d’import\u00A0: ${importKindNames[kind].toLowerCase()}`,
    parents: [{ href: '/console/imports', label: 'Imports' }],
    body: (
      <>
        <p class="note" role="status">
          {note}
        </p>
        <Figures
          figures={[
            { label: accepted > 1 ? 'lignes correctes' : 'ligne correcte', value: String(accepted) },
            { label: refused > 1 ? 'lignes à revoir' : 'ligne à revoir', value: String(refused) },
          ]}
        />
        {barred || accepted + refused === 0 ? (
          <Empty>Corrigez ces lignes dans votre tableau, puis essayez à nouveau le fichier.</Empty>
        ) : (
          <Commit trial={trial} kit={kit} />
        )}
        <DataTable
          caption={lines.length > mostShown ? `Les ${mostShown} premières lignes sur ${lines.length}` : 'Ligne par ligne'}
          empty="Le fichier ne contient aucune ligne."
          rows={shown}
          columns={[
            { label: 'Ligne', heads: true, cell: ({ line }) => <span id={lineId(line)}>{line}</span> },
            { label: 'Contenu', cell: ({ cells }) => cells },
            { label: 'Résultat', cell: (line) => <Result line={line} /> },
          ]}
        />
      </>
    ),
  };
}

function Result({ line: { ok, faults } }: { readonly line: TriedLine }): JSX.Element {
  if (ok) return <Badge tone="good">correcte</Badge>;
  return (
    <ul class="results">
      {faults.map(({ column, text, overridable }) => (
        <li>
          <Badge tone={overridable ? 'wait' : 'bad'}>{overridable ? 'à vérifier' : 'refusée'}</Badge>{' '}
          {column === null ? text : `${column}\u00A0: ${text}`}
        </li>
      ))}
    </ul>
  );
}

function Commit({ trial: { kind, csv, accepted, refused }, kit }: { readonly trial: Trial; readonly kit: Kit }): JSX.Element {
  const count = accepted + refused;
  return (
    <ActForm
      kit={kit}
      form="commit"
      act="/imports"
      action="/console/imports"
      multipart
      fields={[
        { kind: 'hidden', name: 'kind', value: kind },
        ...(csv === null ? [] : [{ kind: 'hidden', name: 'csv', value: csv } as const]),
      ]}
      submit={count === 1 ? 'Importer cette ligne' : `Importer ces ${count} lignes`}
    />
  );
}
