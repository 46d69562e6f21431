import type { JSX } from 'preact';
import { frenchMonth, previousMonth, frenchDate, type Month } from '../../../domain/dates';
import type { HeldEntry, InformationEntry } from '../../../domain/liquidation-facts';
import { formatEuros, type Cents } from '../../../domain/money';
import type { StatementDraft, StatementLine, Totals } from '../../../domain/statement-draft';
import { payerName } from '../../payers';
import type { ClosingModel } from './closings';
import { ActForm, type Field } from './form';
import type { Kit } from './kit';
import { DataTable, Fold, Section } from './parts';

export type Projet = {
  readonly totals: Totals;
  readonly digest: string;
  readonly drafts: readonly StatementDraft[];
  readonly information: readonly InformationEntry[];
  readonly held: readonly HeldEntry[];
  readonly differences: readonly Difference[];
  /** the visitor attested a half-day of the month, or dealt with an account */
  readonly isInvolved: boolean;
};
type Difference = { readonly doctor: string; readonly netCents: Cents; readonly beforeCents: Cents; readonly differenceCents: Cents };

const lineKinds: Readonly<Record<StatementLine['kind'], string>> = {
  service: 'service du mois',
  arrears: 'rappel',
  correction: 'correction',
};

export function Drafts({ model, drafts }: { readonly model: ClosingModel; readonly drafts: readonly StatementDraft[] }): JSX.Element {
  const { doctors, sites, label } = model;
  if (drafts.length === 0) return <p class="empty">Aucun document à émettre ce mois-ci.</p>;
  return (
    <>
      {drafts.map((draft) => (
        <Fold
          title={`${doctors[draft.doctor] ?? draft.doctor} – ${draft.kind === 'statement' ? 'état liquidatif' : 'trop-perçu'} – ${formatEuros(draft.net)}`}
        >
          <p>{`${draft.convention.number}. Exercice ${draft.budgetYear}, article ${draft.imputation.account}. ${draft.words}.`}</p>
          <DataTable<StatementLine>
            caption="Lignes du projet"
            rows={draft.lines}
            empty="Aucune ligne."
            columns={[
              { label: 'Date', heads: true, cell: ({ date }) => frenchDate(date) },
              { label: 'Lieu', cell: ({ site }) => sites[site] ?? site },
              {
                label: 'Nature',
                cell: ({ kind, corrects }) => (corrects === null ? lineKinds[kind] : `${lineKinds[kind]} du n° ${corrects}`),
              },
              { label: 'Objet', cell: (line) => line.label },
              { label: 'Demi-journées', number: true, cell: ({ quantity }) => quantity },
              { label: 'Taux', number: true, cell: ({ unit }) => formatEuros(unit) },
              { label: 'Montant', number: true, cell: ({ amount }) => formatEuros(amount) },
              {
                label: 'Preuve',
                cell: ({ evidence: [first] }) =>
                  first === undefined ? '' : <a href={`/console/consultation-days/${first.day}`}>Journée</a>,
              },
            ]}
          />
          {draft.information.length > 0 && (
            <p>{`Pour information : ${formatEuros(draft.informationTotal)} versés par d’autres payeurs (${[...new Set(draft.information.map(({ payer }) => payerName(payer, label)))].join(', ')}).`}</p>
          )}
        </Fold>
      ))}
    </>
  );
}

export function Differences({
  differences,
  doctors,
  month,
}: {
  readonly differences: readonly Difference[];
  readonly doctors: ClosingModel['doctors'];
  readonly month: Month;
}): JSX.Element {
  return (
    <Section id="differences" title="Écarts avec le mois précédent">
      <DataTable<Difference>
        caption={`Net par médecin, comparé à ${frenchMonth(previousMonth(month))}`}
        rows={differences}
        empty="Rien ce mois-ci ni le mois précédent."
        columns={[
          { label: 'Médecin', heads: true, cell: ({ doctor }) => doctors[doctor] ?? doctor },
          { label: 'Mois précédent', number: true, cell: ({ beforeCents }) => formatEuros(beforeCents) },
          { label: 'Ce mois', number: true, cell: ({ netCents }) => formatEuros(netCents) },
          { label: 'Écart', number: true, cell: ({ differenceCents }) => formatEuros(differenceCents) },
        ]}
      />
    </Section>
  );
}

const heldReasons: Readonly<Record<HeldEntry['reason'], string>> = {
  'creditor-missing': 'coordonnées bancaires manquantes',
  'creditor-pending': 'coordonnées bancaires en cours de changement',
  'component-incomplete': 'délibération non exécutoire, ou imputation manquante',
};

export function Held({ held, doctors }: { readonly held: readonly HeldEntry[]; readonly doctors: ClosingModel['doctors'] }): JSX.Element {
  return (
    <Section id="held" title="Paiements suspendus">
      <DataTable<HeldEntry>
        caption="Sommes dues qui ne peuvent pas être payées aujourd’hui&nbsp;; elles le seront en rappel"
        rows={held}
        empty="Aucun."
        columns={[
          {
            label: 'Médecin',
            heads: true,
            cell: ({ doctor, engagement }) => <a href={`/console/engagements/${engagement}`}>{doctors[doctor] ?? doctor}</a>,
          },
          { label: 'Raison', cell: ({ reason }) => heldReasons[reason] },
          { label: 'Demi-journées', number: true, cell: ({ quantity }) => quantity },
          { label: 'Montant', number: true, cell: ({ amount }) => formatEuros(amount) },
        ]}
      />
    </Section>
  );
}

/** D7: what others pay, and no document carries. */
export function Information({
  entries,
  doctors,
}: {
  readonly entries: readonly InformationEntry[];
  readonly doctors: ClosingModel['doctors'];
}): JSX.Element {
  return (
    <Section id="information" title="Payé par d’autres, sans document">
      <DataTable<InformationEntry>
        caption="Médecins qui reçoivent le courriel du mois, sans état"
        rows={entries}
        empty="Aucun."
        columns={[
          { label: 'Médecin', heads: true, cell: ({ doctor }) => doctors[doctor] ?? doctor },
          { label: 'Montant', number: true, cell: ({ total }) => formatEuros(total) },
        ]}
      />
    </Section>
  );
}

/** what is approved is what was read: its totals and its digest go along. */
export function Approve({
  model: { id, version, closing },
  draft,
  kit,
}: {
  readonly model: ClosingModel;
  readonly draft: Projet;
  readonly kit: Kit;
}): JSX.Element | null {
  if (closing.status !== 'draft') return null;
  if (!kit.may('/month-closings/:id/approval'))
    return <p>L’approbation revient à une personne chargée d’approuver, qui n’a rien attesté dans ce mois.</p>;
  if (draft.isInvolved)
    return <p>Vous avez attesté une présence ou traité des coordonnées bancaires de ce projet : une autre personne doit l’approuver.</p>;
  const totals = Object.entries(draft.totals).map(([name, value]): Field => ({
    kind: 'hidden',
    name: `totals/${name}`,
    value: String(value),
  }));
  return (
    <ActForm
      kit={kit}
      form="approval"
      act="/month-closings/:id/approval"
      action={`/console/month-closings/${id}/approval`}
      submit="Approuver ce projet"
      version={version}
      fields={[
        ...totals,
        { kind: 'hidden', name: 'digest', value: draft.digest },
        {
          kind: 'checks',
          name: 'sure',
          label: 'Approbation',
          hint: 'Les documents sont ensuite numérotés et ne changent plus.',
          choices: [
            {
              value: 'yes',
              label: `J’ai lu ce projet : ${draft.totals.count} document${draft.totals.count > 1 ? 's' : ''}, net ${formatEuros(draft.totals.netCents)}`,
            },
          ],
        },
      ]}
    />
  );
}
