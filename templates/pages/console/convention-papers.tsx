import type { JSX } from 'preact';
import { signs } from '../../../domain/convention-terms';
import { frenchDate, yearOf, type CivilDate } from '../../../domain/dates';
import { formatAmount } from '../../../domain/money';
import type { PageAct } from './acts';
import type { ConventionModel } from './conventions';
import type { Field } from './form';
import { DataTable, Section } from './parts';

/** what the finance service says of each year. */
export function creditActs(model: ConventionModel): readonly PageAct[] {
  const { status } = model.convention;
  return [
    {
      form: 'budgets',
      title: 'Noter les crédits de chaque exercice',
      explain:
        'Les crédits votés, et le dernier jour auquel les finances prennent des documents sur l’exercice. Une ligne vidée de sa source est retirée.',
      possible: status !== 'archived',
      submit: 'Enregistrer les crédits',
      fields: budgetYears(model).map((year) => budgetGroup(model, year)),
    },
  ];
}

/** The years that the convention runs over, and those that were noted already; R-18: the last one is taken until the January that follows. */
export function budgetYears({ convention: { from, to, budgets = [] } }: Pick<ConventionModel, 'convention'>): readonly number[] {
  const first = yearOf(from);
  const span = Array.from({ length: Math.min(yearOf(to) - first + 1, 12) }, (_, n) => first + n);
  return [...new Set([...span, ...budgets.map(({ year }) => year)])].toSorted((a, b) => a - b);
}

function budgetGroup({ convention: { budgets = [] } }: ConventionModel, year: number): Field {
  const known = budgets.find((each) => each.year === year) ?? null;
  const at = `budgets/${year}`;
  return {
    kind: 'group',
    label: `Exercice ${year}`,
    fields: [
      {
        kind: 'text',
        name: `${at}/source`,
        label: 'Source',
        value: known?.source,
        hint: 'Le vote qui ouvre ces crédits, par exemple\u00A0: budget primitif du 18 décembre',
      },
      {
        kind: 'text',
        name: `${at}/credits`,
        label: 'Crédits votés, en euros',
        value: known === null || known.credits === null ? '' : formatAmount(known.credits),
        hint: 'Par exemple 45000 ou 45000,50. Sans montant, l’exercice n’est pas suivi.',
      },
      {
        kind: 'select',
        name: `${at}/mode`,
        label: 'Au-delà des crédits',
        value: known?.mode ?? 'warn',
        choices: [
          { value: 'warn', label: 'Avertir' },
          { value: 'refuse', label: 'Refuser' },
        ],
      },
      { kind: 'date', name: `${at}/takenUntil`, label: 'Documents pris jusqu’au', value: known?.takenUntil ?? undefined },
    ],
  };
}

/** the parties sign elsewhere; each of them and its date are read on the document. */
export function outsideActs({ convention: { status, parties }, today, maySeeSignatories }: ConventionModel): readonly PageAct[] {
  const signing = parties.filter(signs);
  return [
    {
      form: 'outside-signature',
      title: 'Enregistrer une convention signée hors de Relais',
      explain: 'Signée sur papier ou dans un parapheur\u00A0: l’exemplaire signé et ce qui y est écrit. Elle vit ensuite comme les autres.',
      possible: signing.length > 0 && (status === 'draft' || status === 'voted' || status === 'enforceable' || status === 'refused'),
      submit: 'Enregistrer la convention signée',
      fields: [
        {
          kind: 'file',
          name: 'file',
          label: 'Exemplaire signé',
          accept: '.pdf,application/pdf',
          required: true,
          hint: 'Un PDF de 10 Mo au plus.',
        },
        ...signing.map(({ key, organisation, signatory }, n): Field => ({
          kind: 'group',
          label: organisation,
          fields: [
            { kind: 'hidden', name: `signatures/${n}/party`, value: key },
            {
              kind: 'text',
              name: `signatures/${n}/name`,
              label: 'Signataire',
              value: maySeeSignatories ? signatory.name : '',
              required: true,
            },
            { kind: 'text', name: `signatures/${n}/capacity`, label: 'Qualité', value: signatory.capacity, required: true },
            { kind: 'date', name: `signatures/${n}/on`, label: 'Signé le', max: today, required: true },
          ],
        })),
      ],
    },
  ];
}

export type DayLine = { readonly id: string; readonly date: CivilDate; readonly site: string };

/** days that were planned after the end which the denunciation brings. */
export function DaysAfterEnd({
  days,
  endsOn,
}: {
  readonly days: readonly DayLine[];
  readonly endsOn: CivilDate | null;
}): JSX.Element | null {
  if (endsOn === null) return null;
  return (
    <Section id="after-end" title="Journées prévues après la fin">
      <p>{`La convention dénoncée couvre les journées jusqu’au ${frenchDate(endsOn)}. Celles qui suivent sont à annuler ou à avancer.`}</p>
      <DataTable<DayLine>
        caption="Journées prévues après la fin"
        rows={days}
        empty="Aucune journée n’est prévue après la fin."
        columns={[
          { label: 'Date', heads: true, cell: ({ id, date }) => <a href={`/console/consultation-days/${id}`}>{frenchDate(date)}</a> },
          { label: 'Lieu d’accueil', cell: ({ site }) => site },
        ]}
      />
    </Section>
  );
}
