import type { JSX } from 'preact';
import { frenchDate, frenchMonth, type Month, type TimeZone } from '../../../domain/dates';
import type { IssuedStatement, StatementStatus } from '../../../domain/issued-statement';
import { formatEuros, type Cents } from '../../../domain/money';
import type { InformationLine, StatementLine } from '../../../domain/statement-draft';
import { words } from '../../french';
import { payerName } from '../../payers';
import { momentWords, ofMonth, Waiting, type Waits } from './dossier';
import { SearchForm } from './form';
import type { Kit, View } from './kit';
import { Actions, Badge, DataTable, Facts, Section, type Fact, type Tone } from './parts';
import { ActList } from './acts';
import { statementActs } from './statement-acts';

export type StatementRow = {
  readonly id: string;
  readonly number: string;
  readonly doctor: string;
  readonly month: Month;
  readonly kind: IssuedStatement['kind'];
  readonly net: Cents;
  readonly status: StatementStatus;
};

const tones: Readonly<Record<StatementStatus, Tone>> = {
  issued: 'wait',
  acknowledged: 'good',
  rejected: 'bad',
  contested: 'bad',
  replaced: 'plain',
};
const kinds = { statement: 'état liquidatif', overpayment: 'trop-perçu' } as const;

function StatusBadge({ status }: { readonly status: StatementStatus }): JSX.Element {
  return <Badge tone={tones[status]}>{words.statement.statuses[status]}</Badge>;
}

export function StatementTable({ rows, caption }: { readonly rows: readonly StatementRow[]; readonly caption: string }): JSX.Element {
  return (
    <DataTable<StatementRow>
      caption={caption}
      rows={rows}
      empty="Aucun document avec ces filtres. Une clôture mensuelle approuvée en produit."
      columns={[
        { label: 'Numéro', heads: true, cell: ({ id, number }) => <a href={`/console/statements/${id}`}>{number}</a> },
        { label: 'Nature', cell: ({ kind }) => kinds[kind] },
        { label: 'Mois', cell: ({ month }) => frenchMonth(month) },
        { label: 'Médecin', cell: ({ doctor }) => doctor },
        { label: 'Montant', number: true, cell: ({ net }) => formatEuros(net) },
        { label: 'État', cell: ({ status }) => <StatusBadge status={status} /> },
      ]}
    />
  );
}

export type StatementsModel = {
  readonly rows: readonly StatementRow[];
  readonly months: readonly Month[];
  readonly month: string;
  readonly status: string;
};

export function statementsPage({ rows, months, month, status }: StatementsModel): View {
  return {
    title: 'États liquidatifs',
    body: (
      <>
        <SearchForm
          action="/console/statements"
          fields={[
            {
              kind: 'select',
              name: 'month',
              label: 'Mois',
              value: month,
              choices: [{ value: '', label: 'Tous les mois' }, ...months.map((each) => ({ value: each, label: frenchMonth(each) }))],
            },
            {
              kind: 'select',
              name: 'status',
              label: 'État',
              value: status,
              choices: [
                { value: '', label: 'Tous' },
                ...Object.entries(words.statement.statuses).map(([value, label]) => ({ value, label })),
              ],
            },
          ]}
        />
        <StatementTable rows={rows} caption={`${rows.length} document${rows.length > 1 ? 's' : ''}`} />
      </>
    ),
  };
}

export type StatementModel = {
  readonly id: string;
  readonly version: number;
  readonly statement: IssuedStatement;
  readonly doctor: string;
  readonly sites: Readonly<Record<string, string>>;
  readonly isKept: boolean;
  readonly label: string;
  readonly clock: TimeZone;
  readonly waits: readonly Waits[];
};

export function statementPage(model: StatementModel, kit: Kit): View {
  const { id, statement, isKept, waits, clock } = model;
  return {
    title: `${statement.kind === 'statement' ? 'État liquidatif' : 'État de trop-perçu'} n° ${statement.number}`,
    parents: [
      { href: `/console/month-closings/${statement.closing}`, label: `Clôture ${ofMonth(statement.month)}` },
      { href: '/console/statements', label: 'États liquidatifs' },
    ],
    body: (
      <>
        <p>
          <StatusBadge status={statement.status} />
        </p>
        <Facts facts={facts(model)} />
        {isKept ? (
          <Actions links={[{ href: `/console/statements/${id}/pdf`, label: 'Télécharger le document (PDF)' }]} />
        ) : (
          <p>Le document est en cours de préparation.</p>
        )}
        <Waiting waits={waits} zone={clock} />
        <ActList acts={statementActs(model)} path="/statements" id={id} version={model.version} kit={kit} />
        <Lines model={model} />
        <Information model={model} />
        <Cumulative model={model} />
      </>
    ),
  };
}

function facts({ statement, doctor, clock }: StatementModel): readonly Fact[] {
  const {
    kind,
    net,
    words: inWords,
    issuedOn,
    convention,
    imputation,
    budgetYear,
    bankSnapshot,
    replaces,
    replacedBy,
    acknowledgement,
    rejection,
    contest,
    pieces,
  } = statement;
  return [
    ['Médecin', doctor],
    [kind === 'statement' ? 'Net à payer' : 'Trop-perçu', formatEuros(net)],
    ['En lettres', inWords],
    ['Émis le', frenchDate(issuedOn)],
    ['Convention', <a href={`/console/conventions/${convention.id}`}>{convention.number}</a>],
    ['Délibération', `${convention.deliberation}, exécutoire le ${frenchDate(convention.enforceableOn)}`],
    [
      'Imputation',
      `chapitre ${imputation.chapter}, article ${imputation.account}, engagement ${imputation.budgetCommitment}, exercice ${budgetYear}`,
    ],
    ['Compte', bankSnapshot.maskedIban],
    ...(replaces === null ? [] : [['Annule et remplace', replaces] as const]),
    ...(replacedBy.length === 0 ? [] : [['Remplacé par', replacedBy.join(', ')] as const]),
    ...(acknowledgement === null
      ? []
      : [['Pris en charge', `${acknowledgement.paymentOrder}, le ${frenchDate(acknowledgement.on)}`] as const]),
    ...(rejection === null ? [] : [['Rejeté', `${momentWords(rejection.at, clock)} – ${rejection.reason}`] as const]),
    ...(pieces.length === 0 ? [] : [['Pièces ajoutées', pieces.map(({ label }) => label).join(', ')] as const]),
    ...(contest === null
      ? []
      : [
          [
            'Contestation',
            `${contest.reason}${contest.answer === null ? ' (réponse attendue)' : ` – réponse : ${contest.answer}`}`,
          ] as const,
        ]),
    ['Empreinte des données', <code>{statement.dataHash}</code>],
  ];
}

type Ranked<L> = { readonly rank: number; readonly line: L };
const ranked = <L,>(lines: readonly L[], after: number): readonly Ranked<L>[] => lines.map((line, n) => ({ rank: after + n + 1, line }));
const lineKinds: Readonly<Record<StatementLine['kind'], string>> = {
  service: 'service du mois',
  arrears: 'rappel',
  correction: 'correction',
};

function EvidenceLink({ id, rank }: { readonly id: string; readonly rank: number }): JSX.Element {
  return <a href={`/console/statements/${id}/lines/${rank}`}>{`Pièces de la ligne ${rank}`}</a>;
}

function Lines({ model: { id, statement, sites } }: { readonly model: StatementModel }): JSX.Element {
  return (
    <Section id="lines" title="Lignes">
      <DataTable<Ranked<StatementLine>>
        caption="Ce que la collectivité paie, ou reprend"
        rows={ranked(statement.lines, 0)}
        empty="Aucune ligne."
        columns={[
          { label: 'Date', heads: true, cell: ({ line }) => frenchDate(line.date) },
          { label: 'Lieu', cell: ({ line }) => sites[line.site] ?? line.site },
          {
            label: 'Nature',
            cell: ({ line }) => (line.corrects === null ? lineKinds[line.kind] : `${lineKinds[line.kind]} du n° ${line.corrects}`),
          },
          { label: 'Objet', cell: ({ line }) => line.label },
          { label: 'Demi-journées', number: true, cell: ({ line }) => line.quantity },
          { label: 'Taux', number: true, cell: ({ line }) => formatEuros(line.unit) },
          { label: 'Montant', number: true, cell: ({ line }) => formatEuros(line.amount) },
          { label: 'Preuve', cell: ({ rank }) => <EvidenceLink id={id} rank={rank} /> },
        ]}
      />
    </Section>
  );
}

/** R-02: apart, and never added to the net. */
function Information({ model: { id, statement, sites, label } }: { readonly model: StatementModel }): JSX.Element | null {
  const { lines, information, informationTotal } = statement;
  if (information.length === 0) return null;
  return (
    <Section id="information" title="Pour information">
      <DataTable<Ranked<InformationLine>>
        caption={`Ce que d’autres payeurs versent pour les mêmes jours : ${formatEuros(informationTotal)}`}
        rows={ranked(information, lines.length)}
        empty="Aucune ligne."
        columns={[
          { label: 'Date', heads: true, cell: ({ line }) => frenchDate(line.date) },
          { label: 'Lieu', cell: ({ line }) => sites[line.site] ?? line.site },
          { label: 'Payeur', cell: ({ line }) => payerName(line.payer, label) },
          { label: 'Montant', number: true, cell: ({ line }) => formatEuros(line.amount) },
          { label: 'Preuve', cell: ({ rank }) => <EvidenceLink id={id} rank={rank} /> },
        ]}
      />
    </Section>
  );
}

type Paid = { readonly year: number; readonly month: Month; readonly issued: Cents; readonly acknowledged: Cents };

/** R-10: what was already issued, month by month. */
function Cumulative({ model: { statement } }: { readonly model: StatementModel }): JSX.Element {
  const rows = statement.cumulative.flatMap(({ budgetYear, months }) => months.map((each): Paid => ({ year: budgetYear, ...each })));
  return (
    <Section id="cumulative" title="Sommes déjà émises">
      <DataTable<Paid>
        caption="Mois par mois, avant ce document"
        rows={rows}
        empty="Rien n’avait encore été émis pour cet engagement et cet exercice."
        columns={[
          { label: 'Mois', heads: true, cell: ({ month }) => frenchMonth(month) },
          { label: 'Exercice', cell: ({ year }) => year },
          { label: 'Émis', number: true, cell: ({ issued }) => formatEuros(issued) },
          { label: 'Pris en charge', number: true, cell: ({ acknowledged }) => formatEuros(acknowledged) },
        ]}
      />
    </Section>
  );
}
