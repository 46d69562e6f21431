import { civilDate } from '../../../domain/dates';
import { cents } from '../../../domain/money';
import { gates, type Component, type Programme } from '../../../domain/programme';

export type ModelComponent = Omit<Component, 'key' | 'creditor'>;
type ProgrammeModel = Pick<Programme, 'label' | 'caps' | 'certificates' | 'gates'> & { readonly components: readonly ModelComponent[] };
type ModelName = 'national' | 'departemental';

export const modelNames: Readonly<Record<ModelName, string>> = {
  national: 'Modèle national',
  departemental: 'Modèle départemental',
};

const common = { caps: { monthlySoft: null, monthlyHard: 4 }, certificates: ['rcp'], gates } as const;

/** The two that are known: what the national scheme pays through the health insurance, and what a département votes and pays alone. */
export const programmeModels: Readonly<Record<ModelName, ProgrammeModel>> = {
  national: {
    ...common,
    label: 'Mission de solidarité territoriale',
    components: [
      {
        label: 'Forfait national',
        payer: 'cpam',
        legalBasis: 'Mission de solidarité territoriale',
        imputation: null,
        rates: [
          { from: civilDate('2025-09-01'), to: null, halfDay: cents(100_00), source: 'Appel aux volontaires de l’ARS, 1er septembre 2025' },
        ],
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
