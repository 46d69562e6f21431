import { lastRank, partyRoles, type PartyRole } from '../../../domain/convention-terms';
import { ActForm, type Choice, type Field } from './form';
import type { Kit, View } from './kit';
import { Actions, Empty } from './parts';

export type ConventionFormModel = { readonly programmes: readonly Choice[]; readonly zones: readonly Choice[] };

export const partyRoleNames: Readonly<Record<PartyRole, string>> = {
  signatory: 'signataire',
  funder: 'financeur',
  host: 'accueil',
  beneficiary: 'bénéficiaire',
  informed: 'informée',
};

/** Two at least sign; the others are for those who want them. */
const partyRows = 6;

export function conventionFormPage({ programmes, zones }: ConventionFormModel, kit: Kit): View {
  const missing = [
    ...(programmes.length === 0 ? [{ href: '/console/programmes/new', label: 'Créer un dispositif' }] : []),
    ...(zones.length === 0 ? [{ href: '/console/imports', label: 'Importer les zones prioritaires' }] : []),
  ];
  return {
    title: 'Nouvelle convention',
    parents: [{ href: '/console/conventions', label: 'Conventions' }],
    body:
      missing.length > 0 ? (
        <>
          <Empty>Une convention nomme ses dispositifs et les communautés de la liste des zones prioritaires qu’elle couvre.</Empty>
          <Actions links={missing} />
        </>
      ) : (
        <>
          <p>
            Son numéro lui est donné à l’enregistrement. Personne ne reçoit de courriel&nbsp;: la convention reste en préparation jusqu’à
            l’ouverture de la signature.
          </p>
          <ActForm
            kit={kit}
            form="convention"
            act="/conventions"
            action="/console/conventions"
            submit="Créer la convention"
            fields={[...termsFields(programmes, zones), ...Array.from({ length: partyRows }, (_, n) => partyGroup(n))]}
          />
        </>
      ),
  };
}

function termsFields(programmes: readonly Choice[], zones: readonly Choice[]): readonly Field[] {
  const [only] = programmes;
  return [
    { kind: 'text', name: 'terms/title', label: 'Titre', required: true },
    {
      kind: 'checks',
      name: 'terms/programmes',
      label: 'Dispositifs',
      choices: programmes,
      value: programmes.length === 1 && only !== undefined ? [only.value] : [],
    },
    { kind: 'date', name: 'terms/from', label: 'Du', required: true },
    { kind: 'date', name: 'terms/to', label: 'Au', required: true },
    { kind: 'number', name: 'terms/noticeMonths', label: 'Préavis de dénonciation, en mois', value: '3', min: 0, max: 24, required: true },
    { kind: 'checks', name: 'terms/epci', label: 'Communautés couvertes', choices: zones },
  ];
}

const roleChoices: readonly Choice[] = partyRoles.map((value) => ({ value, label: partyRoleNames[value] }));

function partyGroup(n: number): Field {
  const required = n < 2;
  const at = `terms/parties/${n}`;
  return {
    kind: 'group',
    label: `Partie ${n + 1}`,
    ...(n === 0 ? { hint: 'Deux signataires au moins. Une partie informée reçoit la convention et ne la signe pas.' } : {}),
    fields: [
      { kind: 'text', name: `${at}/organisation`, label: 'Organisme', required },
      { kind: 'select', name: `${at}/role`, label: 'Qualité', choices: roleChoices, required },
      { kind: 'text', name: `${at}/signatory/name`, label: 'Nom du signataire', required },
      { kind: 'text', name: `${at}/signatory/capacity`, label: 'Fonction', required, hint: 'Par exemple\u00A0: président' },
      { kind: 'email', name: `${at}/signatory/email`, label: 'Adresse électronique', required },
      {
        kind: 'number',
        name: `${at}/rank`,
        label: 'Rang de signature',
        value: String(n + 1),
        min: 1,
        max: lastRank,
        required,
        hint: 'Le rang le plus bas signe d’abord\u00A0; ceux de même rang signent ensemble.',
      },
    ],
  };
}
