import { ActForm, type Choice } from './form';
import type { Kit, View } from './kit';
import { Actions, Empty } from './parts';

type OpeningModel = {
  readonly programmes: readonly Choice[];
  readonly conventions: readonly Choice[];
  readonly volunteers: readonly Choice[];
  readonly sites: readonly Choice[];
};

/** For a doctor who said yes by other means than a call. */
export function openingPage({ programmes, conventions, volunteers, sites }: OpeningModel, kit: Kit): View {
  return {
    title: 'Ouvrir un engagement',
    parents: [{ href: '/console/engagements', label: 'Engagements' }],
    body:
      volunteers.length === 0 || conventions.length === 0 ? (
        <>
          <Empty>Pour ouvrir un engagement, il faut d’abord une convention et un médecin volontaire.</Empty>
          <Actions
            links={[
              ...(conventions.length === 0 ? [{ href: '/console/conventions/new', label: 'Créer une convention' }] : []),
              ...(volunteers.length === 0 ? [{ href: '/console/people', label: 'Voir les médecins' }] : []),
            ]}
          />
        </>
      ) : (
        <>
          <p>La lettre d’engagement part aussitôt au médecin, qui la signe par un lien.</p>
          <ActForm
            kit={kit}
            form="opening"
            act="/engagements"
            action="/console/engagements"
            submit="Ouvrir l’engagement"
            fields={[
              {
                kind: 'select',
                name: 'doctor',
                label: 'Médecin',
                choices: volunteers.map(({ value, label }) => ({ value, label })),
                required: true,
              },
              { kind: 'select', name: 'convention', label: 'Convention', choices: conventions, required: true },
              { kind: 'select', name: 'programme', label: 'Dispositif', choices: programmes, required: true },
              { kind: 'checks', name: 'sites', label: 'Lieux d’accueil souhaités', choices: sites },
            ]}
          />
        </>
      ),
  };
}
