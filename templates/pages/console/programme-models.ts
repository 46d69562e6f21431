import { latestValue, parameters } from '../../../domain/parameters';
import { gates, type Component, type Programme } from '../../../domain/programme';

export type ModelComponent = Omit<Component, 'key' | 'creditor'>;
type ProgrammeModel = Pick<Programme, 'label' | 'caps' | 'certificates' | 'gates'> & { readonly components: readonly ModelComponent[] };
type ModelName = 'national' | 'departemental';

export const modelNames: Readonly<Record<ModelName, string>> = {
  national: 'Modèle national',
  departemental: 'Modèle départemental',
};

const common = {
  caps: { monthlySoft: null, monthlyHard: latestValue(parameters.monthlyHalfDayCap) },
  certificates: ['rcp'],
  gates,
} as const;

/** The two that are known: what the national scheme pays through the health insurance, and what a département votes and pays alone. */
export const programmeModels: Readonly<Record<ModelName, ProgrammeModel>> = {
  national: {
    ...common,
    label: 'Mission de solidarité territoriale',
    components: [
      {
        label: 'Forfait national',
        payer: latestValue(parameters.nationalRate).payer,
        legalBasis: 'Mission de solidarité territoriale',
        imputation: null,
        rates: parameters.nationalRate.map(({ from, to, value, source }) => ({ from, to, halfDay: value.halfDay, source })),
      },
    ],
  },
  departemental: {
    ...common,
    label: 'Renfort médical départemental',
    components: [
      { label: 'Indemnité de présence', payer: 'collectivity', legalBasis: 'CGCT, art. L. 3211-1', imputation: null, rates: [] },
    ],
  },
};
