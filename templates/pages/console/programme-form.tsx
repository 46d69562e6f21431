import { formatAmount } from '../../../domain/money';
import { certificateKinds, gates, halfDaysOfMonth, payers, type Programme, type Rate } from '../../../domain/programme';
import { ActForm, type Field } from './form';
import type { Answered, Kit, View } from './kit';
import { Actions } from './parts';
import { certificateNames } from './person';
import { modelNames, programmeModels, type ModelComponent } from './programme-models';
import { gateNames, payerChoices } from './programme-words';

type ProgrammeFormModel = {
  /** null: a new one */
  readonly file: { readonly id: string; readonly version: number; readonly programme: Programme } | null;
  /** which of the known models the new one begins with */
  readonly model: string;
};

/** What the form is drawn from: a programme on file, or a model whose dates and amounts are still to be typed. */
type Shown = Pick<Programme, 'label' | 'caps' | 'certificates' | 'gates'> & {
  readonly components: readonly ModelComponent[];
  readonly from?: string;
  readonly to?: string | null;
};

const list = { href: '/console/programmes', label: 'Dispositifs' };

export function programmeFormPage({ file, model }: ProgrammeFormModel, kit: Kit): View {
  const shown: Shown = file?.programme ?? programmeModels[model === 'departemental' ? 'departemental' : 'national'];
  return {
    title: file === null ? 'Nouveau dispositif' : 'Modifier le dispositif',
    parents: file === null ? [list] : [list, { href: `/console/programmes/${file.id}`, label: file.programme.label }],
    body: (
      <>
        {file === null && (
          <>
            <p>Partez d’un modèle connu, puis changez ce qui diffère. Les montants et leurs sources sont à relire avant d’enregistrer.</p>
            <Actions
              links={Object.entries(modelNames).map(([name, label]) => ({ href: `/console/programmes/new?modele=${name}`, label }))}
            />
          </>
        )}
        <ActForm
          kit={kit}
          form="programme"
          fields={[...headFields(shown), ...componentFields(shown, kit.answered?.form === 'programme' ? kit.answered.fields : null)]}
          {...(file === null
            ? { act: '/programmes', action: '/console/programmes', submit: 'Créer le dispositif' }
            : {
                act: '/programmes/:id/settings',
                action: `/console/programmes/${file.id}/settings`,
                submit: 'Enregistrer',
                version: file.version,
              })}
        />
      </>
    ),
  };
}

function headFields({ label, caps, certificates, gates: asked, from, to }: Shown): readonly Field[] {
  return [
    { kind: 'text', name: 'programme/label', label: 'Nom', value: label, required: true },
    { kind: 'date', name: 'programme/from', label: 'En vigueur du', value: from, required: true },
    { kind: 'date', name: 'programme/to', label: 'Au', value: to ?? undefined, hint: 'Vide\u00A0: sans fin prévue.' },
    {
      kind: 'number',
      name: 'programme/caps/monthlyHard',
      label: 'Plafond de demi-journées par médecin et par mois',
      value: String(caps.monthlyHard),
      min: 1,
      max: halfDaysOfMonth,
      required: true,
    },
    {
      kind: 'number',
      name: 'programme/caps/monthlySoft',
      label: 'Seuil d’alerte, en demi-journées par mois',
      value: caps.monthlySoft === null ? '' : String(caps.monthlySoft),
      min: 1,
      max: halfDaysOfMonth,
      hint: 'Au-delà, une proposition demande un motif\u00A0; au-delà du plafond, elle est refusée.',
    },
    {
      kind: 'checks',
      name: 'programme/gates',
      label: 'Avant la première journée',
      value: asked,
      choices: gates.map((value) => ({ value, label: gateNames[value] })),
    },
    {
      kind: 'checks',
      name: 'programme/certificates',
      label: 'Attestations demandées au médecin',
      value: certificates,
      choices: certificateKinds.map((value) => ({ value, label: certificateNames[value] })),
    },
  ];
}

type Sent = Answered['fields'];

/** Rows that were sent are shown as they were sent: what is on file may have moved up, or be left out. */
function componentFields({ components }: Shown, sent: Sent | null): readonly Field[] {
  const at = 'programme/components';
  if (sent !== null)
    return rows(rowsSent(sent, at), (n) =>
      componentGroup(null, { n, key: sent[`${at}/${n}/key`]?.[0] ?? '', rates: rowsSent(sent, `${at}/${n}/rates`) }),
    );
  return rows(components.length, (n) => {
    const component = components[n] ?? null;
    const key = component !== null && 'key' in component ? String(component.key) : '';
    return componentGroup(component, { n, key, rates: component?.rates.length ?? 0 });
  });
}

/** One more than there are, and two at least. */
function rows(known: number, field: (n: number) => Field): readonly Field[] {
  return Array.from({ length: Math.max(2, known + 1) }, (_, n) => field(n));
}

function rowsSent(sent: Sent, at: string): number {
  const numbers = Object.keys(sent).flatMap((name) => (name.startsWith(`${at}/`) ? [Number(name.slice(at.length + 1).split('/')[0])] : []));
  return Math.max(-1, ...numbers) + 1;
}

type Place = { readonly n: number; readonly key: string; readonly rates: number };

function componentGroup(component: ModelComponent | null, { n, key, rates }: Place): Field {
  const at = `programme/components/${n}`;
  const required = n === 0;
  return {
    kind: 'group',
    label: `Composante ${n + 1} de la rémunération`,
    ...(required ? {} : { hint: 'Laissée vide, elle n’est pas retenue.' }),
    fields: [
      ...(key === '' ? [] : [{ kind: 'hidden', name: `${at}/key`, value: key } as const]),
      { kind: 'text', name: `${at}/label`, label: 'Nom', value: component?.label, required },
      {
        kind: 'select',
        name: `${at}/payer`,
        label: 'Payeur',
        value: component?.payer,
        required,
        choices: payers.map((value) => ({ value, label: payerChoices[value] })),
      },
      { kind: 'text', name: `${at}/legalBasis`, label: 'Base juridique', value: component?.legalBasis, required },
      imputationGroup(component, at),
      ...rows(rates, (rate) => rateGroup(component?.rates[rate] ?? null, `${at}/rates/${rate}`, required && rate === 0)),
    ],
  };
}

function imputationGroup(component: ModelComponent | null, at: string): Field {
  const imputation = component?.imputation ?? null;
  return {
    kind: 'group',
    label: 'Imputation comptable',
    hint: 'Obligatoire pour ce que la collectivité paie, inutile sinon.',
    fields: [
      { kind: 'text', name: `${at}/imputation/chapter`, label: 'Chapitre', value: imputation?.chapter, isConditional: true },
      { kind: 'text', name: `${at}/imputation/account`, label: 'Article', value: imputation?.account, isConditional: true },
      {
        kind: 'text',
        name: `${at}/imputation/budgetCommitment`,
        label: 'Engagement comptable',
        value: imputation?.budgetCommitment,
        isConditional: true,
      },
    ],
  };
}

function rateGroup(rate: Rate | null, at: string, required: boolean): Field {
  return {
    kind: 'group',
    label: `Tarif ${Number(at.split('/').at(-1)) + 1}`,
    fields: [
      {
        kind: 'text',
        name: `${at}/halfDay`,
        label: 'Demi-journée, en euros',
        value: rate === null ? '' : formatAmount(rate.halfDay),
        required,
        hint: 'Par exemple\u00A0: 120,00',
      },
      { kind: 'date', name: `${at}/from`, label: 'Du', value: rate?.from, required },
      { kind: 'date', name: `${at}/to`, label: 'Au', value: rate?.to ?? undefined, hint: 'Vide\u00A0: sans fin prévue.' },
      {
        kind: 'text',
        name: `${at}/source`,
        label: 'Source',
        value: rate?.source,
        required,
        hint: 'Le texte ou le vote qui fixe ce tarif.',
      },
    ],
  };
}
