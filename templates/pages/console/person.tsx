import type { JSX } from 'preact';
import { frenchDate, type CivilDate } from '../../../domain/dates';
import { fullName, type Certificate } from '../../../domain/person';
import { certificateKinds, type CertificateKind } from '../../../domain/programme';
import { phoneWords } from '../../typography';
import { ActForm, type Choice, type Field } from './form';
import type { Kit, View } from './kit';
import { Actions, Badge, DataTable, Facts, Fold, Section, type Fact } from './parts';
import { parents, practiceNames, qualities, type PersonLine } from './people';

export type PersonEngagement = { readonly id: string; readonly title: string; readonly status: string; readonly isOpen: boolean };
export type PersonFile = PersonLine & {
  readonly version: number;
  readonly engagements: readonly PersonEngagement[];
  readonly today: CivilDate;
  /** addresses are for those who write to doctors */
  readonly showsAddresses: boolean;
};

export const certificateNames: Readonly<Record<CertificateKind, string>> = {
  rcp: 'Responsabilité civile professionnelle (RCP)',
  'locum-licence': 'Licence de remplacement',
  'employer-clearance': 'Autorisation de l’employeur',
};

export function personPage(file: PersonFile, kit: Kit): View {
  const { id, person, engagements } = file;
  return {
    parents,
    title: `Dr ${fullName(person)}`,
    body: (
      <>
        <Facts facts={personFacts(file)} />
        {kit.may('/people/:id/settings') && <Actions links={[{ href: `/console/people/${id}/settings`, label: 'Modifier la fiche' }]} />}
        <Section id="attestations" title="Attestations">
          <CertificateTable file={file} kit={kit} />
          {kit.may('/people/:id/certificates') && (
            <Fold title="Ajouter une attestation" open={kit.answered?.form === 'certificate'}>
              <ActForm
                kit={kit}
                form="certificate"
                act="/people/:id/certificates"
                action={`/console/people/${id}/certificates`}
                fields={certificateFields}
                submit="Ajouter l’attestation"
              />
            </Fold>
          )}
        </Section>
        <Section id="engagements" title="Engagements">
          <DataTable
            caption="Engagements de ce médecin"
            empty="Ce médecin n’a pas d’engagement."
            rows={engagements}
            columns={[
              {
                label: 'Dispositif',
                heads: true,
                cell: (each) => (kit.may('/engagements/:id') ? <a href={`/console/engagements/${each.id}`}>{each.title}</a> : each.title),
              },
              { label: 'Situation', cell: (each) => <Badge tone={each.isOpen ? 'good' : 'plain'}>{each.status}</Badge> },
            ]}
          />
        </Section>
        <Standing file={file} kit={kit} />
      </>
    ),
  };
}

function personFacts({ person, showsAddresses }: PersonFile): readonly Fact[] {
  return [
    ['Situation', person.status === 'active' ? <Badge tone="good">en exercice</Badge> : <Badge tone="bad">ne peut plus exercer</Badge>],
    ['Numéro RPPS', `${person.rpps}${person.fictional ? ' (fictif)' : ''}`],
    ['Spécialité', person.specialty],
    ['Exercice', practiceNames[person.practice]],
    ['Qualité', qualities(person)],
    ['Inscription à l’Ordre', `département ${person.registration}`],
    ...(person.practiceAddress === undefined ? [] : [['Cabinet', person.practiceAddress] as const]),
    ...(showsAddresses
      ? [['Courriel', <a href={`mailto:${person.email}`}>{person.email}</a>] as const, ['Téléphone', phoneWords(person.phone)] as const]
      : []),
  ];
}

function CertificateTable({ file: { person, today, id }, kit }: { readonly file: PersonFile; readonly kit: Kit }): JSX.Element {
  const canEnd = kit.may('/people/:id/certificates/ending');
  return (
    <>
      <DataTable
        caption="Attestations enregistrées"
        empty="Aucune attestation n’est enregistrée."
        rows={person.certificates.toSorted((a, b) => (a.to < b.to ? 1 : -1))}
        columns={[
          { label: 'Attestation', heads: true, cell: ({ kind }) => certificateNames[kind] },
          { label: 'Du', cell: ({ from }) => frenchDate(from) },
          { label: 'Au', cell: ({ to }) => frenchDate(to) },
          { label: 'Pièce', cell: ({ document }) => document },
          { label: 'Validité', cell: (certificate) => <Validity certificate={certificate} today={today} /> },
        ]}
      />
      {canEnd && person.certificates.length > 0 && (
        <Fold title="Noter qu’une attestation prend fin plus tôt" open={kit.answered?.form === 'ending'}>
          <ActForm
            kit={kit}
            form="ending"
            act="/people/:id/certificates/ending"
            action={`/console/people/${id}/certificates/ending`}
            fields={endingFields(person.certificates)}
            submit="Noter la fin"
          />
        </Fold>
      )}
    </>
  );
}

function Validity({ certificate: { from, to }, today }: { readonly certificate: Certificate; readonly today: CivilDate }): JSX.Element {
  if (to < today) return <Badge tone="bad">échue</Badge>;
  return from > today ? <Badge tone="wait">à venir</Badge> : <Badge tone="good">en cours</Badge>;
}

const certificateChoices: readonly Choice[] = certificateKinds.map((kind) => ({ value: kind, label: certificateNames[kind] }));

const certificateFields: readonly Field[] = [
  { kind: 'select', name: 'certificate/kind', label: 'Attestation', choices: certificateChoices, required: true },
  { kind: 'date', name: 'certificate/from', label: 'Valable du', required: true },
  { kind: 'date', name: 'certificate/to', label: 'Au', required: true },
  {
    kind: 'text',
    name: 'certificate/document',
    label: 'Référence de la pièce',
    required: true,
    hint: 'Numéro de contrat, ou nom du fichier reçu.',
  },
];

/** Named by its kind and its first day, which its value holds. */
function endingFields(certificates: readonly Certificate[]): readonly Field[] {
  return [
    {
      kind: 'select',
      name: 'from',
      label: 'Attestation',
      required: true,
      choices: certificates.map(({ kind, from, to }) => ({
        value: `${kind}/${from}`,
        label: `${certificateNames[kind]}, du ${frenchDate(from)} au ${frenchDate(to)}`,
      })),
    },
    { kind: 'date', name: 'to', label: 'Dernier jour de validité', required: true },
  ];
}

function Standing({ file: { id, person, version }, kit }: { readonly file: PersonFile; readonly kit: Kit }): JSX.Element | null {
  const isActive = person.status === 'active';
  const act = isActive ? '/people/:id/striking-off' : '/people/:id/reinstatement';
  if (!kit.may(act)) return null;
  return (
    <Section id="exercice" title="Droit d’exercer">
      <p>
        {isActive
          ? 'Si le conseil de l’Ordre interdit l’exercice, les journées à venir de ce médecin lui sont retirées et un autre médecin est recherché pour chacune. Aucun motif n’est conservé.'
          : 'Si l’exercice est à nouveau permis, le médecin peut reprendre ses engagements.'}
      </p>
      <ActForm
        kit={kit}
        form="standing"
        act={act}
        action={`/console/people/${id}/${isActive ? 'striking-off' : 'reinstatement'}`}
        fields={[
          {
            kind: 'checks',
            name: 'sure',
            label: 'Confirmation',
            choices: [
              {
                value: 'yes',
                label: isActive ? 'Je confirme que l’Ordre interdit l’exercice.' : 'Je confirme que l’exercice est à nouveau permis.',
              },
            ],
          },
        ]}
        submit={isActive ? 'Noter l’interdiction d’exercer' : 'Noter la reprise'}
        danger={isActive}
        version={version}
      />
    </Section>
  );
}
