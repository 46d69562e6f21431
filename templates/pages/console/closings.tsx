import type { JSX } from 'preact';
import type { Closing, ClosingStatus } from '../../../domain/closing-state';
import { frenchMonth, previousMonth, type Month, type TimeZone } from '../../../domain/dates';
import { formatEuros } from '../../../domain/money';
import type { MonthTotals } from '../../../domain/month-totals';
import { words } from '../../french';
import { payerName } from '../../payers';
import { momentWords, ofMonth, Waiting, type Waits } from './dossier';
import { ActForm } from './form';
import type { Kit, View } from './kit';
import { Actions, Badge, DataTable, Facts, Figures, Section, type Tone } from './parts';
import { Approve, Differences, Drafts, Held, Information, type Projet } from './projet';
import { StatementTable, type StatementRow } from './statements';

export type ClosingRow = { readonly id: string; readonly state: Closing };

const tones: Readonly<Record<ClosingStatus, Tone>> = {
  announced: 'wait',
  draft: 'wait',
  approved: 'wait',
  issued: 'wait',
  published: 'wait',
  settled: 'good',
};

function StatusBadge({ status }: { readonly status: ClosingStatus }): JSX.Element {
  return <Badge tone={tones[status]}>{words['month-closing'].statuses[status]}</Badge>;
}

export function closingsPage({ rows, month }: { readonly rows: readonly ClosingRow[]; readonly month: Month }, kit: Kit): View {
  return {
    title: 'Clôtures mensuelles',
    body: (
      <>
        <DataTable<ClosingRow>
          caption="Clôtures, de la plus récente à la plus ancienne"
          rows={rows}
          empty="Aucun mois n’a encore été clôturé."
          columns={[
            {
              label: 'Mois',
              heads: true,
              cell: ({ id, state }) => <a href={`/console/month-closings/${id}`}>{frenchMonth(state.month)}</a>,
            },
            { label: 'État', cell: ({ state }) => <StatusBadge status={state.status} /> },
            { label: 'Documents', number: true, cell: ({ state }) => state.statements },
            { label: 'Pris en charge', number: true, cell: ({ state }) => state.acknowledged },
            { label: 'Rejetés', number: true, cell: ({ state }) => state.rejected },
            { label: 'Net à payer', number: true, cell: ({ state }) => formatEuros(state.issued.netCents) },
          ]}
        />
        {kit.may('/month-closings') && (
          <Section id="announce" title="Annoncer la clôture d’un mois">
            <p>Les médecins et les lieux d’accueil ont ensuite un jour pour compléter les présences ; puis le projet est arrêté.</p>
            <ActForm
              kit={kit}
              form="announce"
              act="/month-closings"
              action="/console/month-closings"
              submit="Annoncer la clôture"
              fields={[{ kind: 'month', name: 'month', label: 'Mois', value: previousMonth(month), required: true }]}
            />
          </Section>
        )}
      </>
    ),
  };
}

export type ClosingModel = {
  readonly id: string;
  readonly version: number;
  readonly closing: Closing;
  /** who approved, in words */
  readonly approver: string;
  readonly clock: TimeZone;
  readonly label: string;
  readonly doctors: Readonly<Record<string, string>>;
  readonly sites: Readonly<Record<string, string>>;
  /** computed as it is looked at; null once the documents are numbered */
  readonly draft: Projet | null;
  readonly statements: readonly StatementRow[];
  readonly totals: MonthTotals;
  readonly waits: readonly Waits[];
};

export function closingPage(model: ClosingModel, kit: Kit): View {
  const { id, closing, waits, clock, draft, statements } = model;
  const { approval, publishedOn, replacing } = closing;
  return {
    title: `Clôture ${ofMonth(closing.month)}`,
    parents: [{ href: '/console/month-closings', label: 'Clôtures mensuelles' }],
    body: (
      <>
        <p>
          <StatusBadge status={closing.status} />
        </p>
        <Facts
          facts={[
            ['Annoncée le', momentWords(closing.announcedOn, clock)],
            ['Approbation', approval === null ? 'pas encore donnée' : `${momentWords(approval.at, clock)}, par ${model.approver}`],
            ['Publication', publishedOn === null ? 'pas encore faite' : momentWords(publishedOn, clock)],
            ...(replacing === null ? [] : [['Remplacement en cours', `n° ${replacing.number}`] as const]),
          ]}
        />
        <Waiting waits={waits} zone={clock} />
        {draft !== null && <Draft model={model} draft={draft} kit={kit} />}
        {statements.length > 0 && <Issued model={model} id={id} />}
        {closing.held.length > 0 && draft === null && <Held held={closing.held} doctors={model.doctors} />}
        {closing.information.length > 0 && draft === null && <Information entries={closing.information} doctors={model.doctors} />}
      </>
    ),
  };
}

function Draft({ model, draft, kit }: { readonly model: ClosingModel; readonly draft: Projet; readonly kit: Kit }): JSX.Element {
  const { id, version, closing, doctors } = model;
  const { totals } = draft;
  return (
    <>
      <Section id="draft" title="PROJET">
        <p>Calculé à l’instant : ni enregistré, ni numéroté.</p>
        <Figures
          figures={[
            { value: String(totals.count), label: totals.count > 1 ? 'documents' : 'document' },
            { value: formatEuros(totals.netCents), label: 'net à payer' },
            { value: formatEuros(totals.overpaymentCents), label: 'trop-perçus' },
            { value: formatEuros(totals.informationCents), label: 'autres payeurs, pour information' },
            { value: String(totals.held), label: totals.held > 1 ? 'paiements suspendus' : 'paiement suspendu' },
          ]}
        />
        <Drafts model={model} drafts={draft.drafts} />
      </Section>
      <Differences differences={draft.differences} doctors={doctors} month={closing.month} />
      {draft.held.length > 0 && <Held held={draft.held} doctors={doctors} />}
      {draft.information.length > 0 && <Information entries={draft.information} doctors={doctors} />}
      <Section id="acts" title="Actes possibles">
        <Approve model={model} draft={draft} kit={kit} />
        {kit.may('/month-closings/:id/draft') && (
          <ActForm
            kit={kit}
            form="recompute"
            act="/month-closings/:id/draft"
            action={`/console/month-closings/${id}/draft`}
            submit={closing.status === 'announced' ? 'Arrêter le projet sans attendre' : 'Recalculer le projet et le soumettre à nouveau'}
            version={version}
            fields={[]}
          />
        )}
      </Section>
    </>
  );
}

const files: readonly (readonly [string, string])[] = [
  ['statements.pdf', 'Tous les documents en un PDF, avec signets'],
  ['archive', 'Archive du mois (ZIP)'],
  ['table.xlsx', 'Tableau (XLSX)'],
  ['table', 'Tableau (CSV)'],
  ['table.json', 'Tableau (JSON)'],
];

function Issued({ model: { totals, statements, label }, id }: { readonly model: ClosingModel; readonly id: string }): JSX.Element {
  return (
    <Section id="issued" title="Documents numérotés">
      <Figures
        figures={[
          { value: String(totals.count), label: 'états' },
          { value: formatEuros(totals.netCents), label: 'net à payer' },
          { value: String(totals.overpaymentCount), label: 'trop-perçus' },
          { value: formatEuros(totals.overpaymentCents), label: 'à recouvrer' },
        ]}
      />
      <DataTable<MonthTotals['payers'][number]>
        caption="Par payeur"
        rows={totals.payers}
        empty="Aucune somme."
        columns={[
          { label: 'Payeur', heads: true, cell: ({ payer }) => payerName(payer, label) },
          { label: 'Montant', number: true, cell: ({ amountCents }) => formatEuros(amountCents) },
        ]}
      />
      <Actions links={files.map(([path, name]) => ({ href: `/console/month-closings/${id}/${path}`, label: name }))} />
      <StatementTable rows={statements} caption="Documents du mois" />
    </Section>
  );
}
