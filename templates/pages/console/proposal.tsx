import type { JSX } from 'preact';
import { halves } from '../../../domain/dates';
import { halfLabels } from '../../day-lines';
import { ActForm, type Choice } from './form';
import type { Kit, View } from './kit';
import { Actions, Empty } from './parts';

export type ProposalModel = {
  readonly engagements: readonly Choice[];
  readonly sites: readonly Choice[];
  readonly engagement: string;
  readonly site: string;
};

export function proposalPage({ engagements, sites, engagement, site }: ProposalModel, kit: Kit): View {
  return {
    title: 'Proposer des journées',
    parents: [{ href: '/console/calendar', label: 'Calendrier' }],
    body: (
      <>
        <p>
          Le médecin et le lieu d’accueil acceptent chacun de leur côté. Le médecin lit toutes ses propositions dans un même courriel. Les
          effets vous sont montrés avant l’envoi.
        </p>
        {engagements.length === 0 ? (
          <Empty>Aucun engagement n’est actif&nbsp;: il n’y a personne à qui proposer une journée.</Empty>
        ) : (
          <ActForm
            kit={kit}
            form="proposal"
            act="/consultation-days/proposal"
            action="/console/consultation-days/proposal"
            submit="Voir les effets avant d’envoyer"
            fields={[
              { kind: 'select', name: 'engagement', label: 'Médecin', choices: engagements, value: engagement, required: true },
              { kind: 'select', name: 'site', label: 'Lieu d’accueil', choices: sites, value: site, required: true },
              {
                kind: 'area',
                name: 'date',
                label: 'Dates',
                rows: 5,
                required: true,
                hint: 'Une date par ligne, par exemple 06/10/2026. Dix au plus.',
              },
              {
                kind: 'checks',
                name: 'halves',
                label: 'Demi-journées',
                choices: halves.map((half) => ({ value: half, label: halfLabels[half] })),
              },
            ]}
          />
        )}
      </>
    ),
  };
}

export function proposeLinks(kit: Kit, engagement: string | null): readonly { readonly href: string; readonly label: string }[] {
  if (!kit.may('/consultation-days/proposal')) return [];
  const page = '/console/consultation-days/proposal';
  return [{ href: engagement === null ? page : `${page}?engagement=${engagement}`, label: 'Proposer des journées' }];
}

export function ProposeLink({ kit, engagement }: { readonly kit: Kit; readonly engagement: string | null }): JSX.Element {
  return <Actions links={proposeLinks(kit, engagement)} />;
}
