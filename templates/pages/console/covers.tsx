import type { JSX } from 'preact';
import {
  awaitedContract,
  isSearchable,
  practiceChoices,
  settlements,
  stillAsked,
  type CoverRecord,
  type CoverStatus,
  type FailureReason,
  type PracticeChoice,
  type Settlement,
} from '../../../domain/cover-record';
import { failureReasons } from '../../../domain/cover-record';
import { frenchDate, frenchDay, type CivilDate, type TimeZone } from '../../../domain/dates';
import { refusalReasonsOf } from '../../../domain/day-reasons';
import { halvesWords, reasonWords, refusalLabels } from '../../day-lines';
import { words } from '../../french';
import { ActList, type PageAct } from './acts';
import { momentWords, Waiting, type Waits } from './dossier';
import type { Choice } from './form';
import type { Kit, View } from './kit';
import { Badge, DataTable, Facts, Section, type Tone } from './parts';

export type CoverModel = {
  readonly id: string;
  readonly version: number;
  readonly cover: CoverRecord;
  readonly site: string;
  readonly clock: TimeZone;
  readonly today: CivilDate;
  /** */
  readonly names: (ref: string) => string;
  readonly waits: readonly Waits[];
};

const tones: Readonly<Record<CoverStatus, Tone>> = {
  asking: 'wait',
  searching: 'wait',
  escalated: 'bad',
  covered: 'good',
  'closed-practice': 'good',
  partner: 'good',
  resolved: 'good',
  waived: 'plain',
  withdrawn: 'plain',
};
const tracks = { host: 'Consultation à reprendre', practice: 'Cabinet du médecin' } as const;

export function coverPage(model: CoverModel, kit: Kit): View {
  const { id, version, cover, site, clock, names, waits } = model;
  const { track, status, date, halves, doctor, day, escalatedOn, accepted, settlement } = cover;
  return {
    title: `Remplacement du ${frenchDate(date)}, ${site}`,
    parents: [{ href: `/console/consultation-days/${day}`, label: 'La journée' }],
    body: (
      <>
        <p>
          <Badge tone={tones[status]}>{words.cover.statuses[status]}</Badge>
        </p>
        <Facts
          facts={[
            ['À remplacer', tracks[track]],
            ['Date', `${frenchDay(date)}, ${halvesWords(halves)}`],
            ['Lieu d’accueil', site],
            ['Médecin', names(doctor)],
            ...(escalatedOn === null ? [] : [['Signalé le', momentWords(escalatedOn, clock)] as const]),
            ...(accepted === null ? [] : [['Trouvé', `${names(accepted.ref)}, le ${momentWords(accepted.at, clock)}`] as const]),
            ...(settlement === null ? [] : [['Réglé', `${settlementWords[settlement.outcome]} – ${settlement.reason}`] as const]),
          ]}
        />
        <Waiting waits={waits} zone={clock} />
        <ActList acts={coverActs(model)} path="/covers" id={id} version={version} kit={kit} />
        <Asked model={model} />
      </>
    ),
  };
}

type Row = { readonly ref: string; readonly said: string };

function Asked({ model: { cover, names } }: { readonly model: CoverModel }): JSX.Element {
  const rows = cover.tiers.slice(0, cover.tier + 1).flatMap((tier) =>
    tier.map(({ person }): Row => {
      const refusal = cover.refusals.find(({ ref }) => ref === person);
      if (cover.accepted?.ref === person) return { ref: person, said: 'accepte' };
      return { ref: person, said: refusal === undefined ? 'réponse attendue' : `refuse : ${reasonWords(refusal.reason)}` };
    }),
  );
  return (
    <Section id="asked" title="Personnes sollicitées">
      <DataTable<Row>
        caption="Médecins sollicités jusqu’ici"
        rows={rows}
        empty="Personne n’a encore été sollicité."
        columns={[
          { label: 'Médecin', heads: true, cell: ({ ref }) => names(ref) },
          { label: 'Réponse', cell: ({ said }) => said },
        ]}
      />
    </Section>
  );
}

const settlementWords: Readonly<Record<Settlement, string>> = {
  cancelled: 'renoncer à cette consultation',
  'resolved-by-hand': 'réglé directement',
  closed: 'le cabinet ferme',
  partner: 'un associé assure le cabinet',
  'locum-by-hand': 'un remplaçant a été trouvé directement',
};
const choiceWords: Readonly<Record<PracticeChoice, string>> = {
  locum: 'chercher un remplaçant',
  closed: 'le cabinet ferme',
  partner: 'un associé assure le cabinet',
};
const failureWords: Readonly<Record<FailureReason, string>> = {
  illness: 'maladie',
  family: 'raison familiale',
  workload: 'charge de travail',
  other: 'autre raison',
};

function coverActs(model: CoverModel): readonly PageAct[] {
  return [...answers(model), ...endings(model), ...papers(model)];
}

function answers({ cover, names }: CoverModel): readonly PageAct[] {
  const people = stillAsked(cover).map((ref): Choice => ({ value: ref, label: names(ref) }));
  const isAsked = isSearchable(cover.status) && people.length > 0;
  const person = { kind: 'select', name: 'person', label: 'Qui ?', choices: people, required: true } as const;
  return [
    {
      form: 'acceptance',
      title: 'Enregistrer un accord donné par téléphone',
      explain: 'Le premier accord l’emporte.',
      possible: isAsked,
      submit: 'Enregistrer l’accord',
      fields: [person],
    },
    {
      form: 'refusal',
      title: 'Enregistrer un refus donné par téléphone',
      explain: 'La recherche continue avec les autres personnes sollicitées.',
      possible: isAsked,
      submit: 'Enregistrer le refus',
      fields: [
        person,
        {
          kind: 'select',
          name: 'reason',
          label: 'Motif',
          required: true,
          choices: refusalReasonsOf.doctor.map((value) => ({ value, label: refusalLabels[value] })),
        },
      ],
    },
    {
      form: 'practice-choice',
      title: 'Enregistrer qui assure le cabinet',
      explain: 'Le choix du médecin, donné par téléphone.',
      possible: cover.track === 'practice' && isSearchable(cover.status),
      submit: 'Enregistrer',
      fields: [
        { kind: 'radio', name: 'choice', label: 'Choix', choices: practiceChoices.map((value) => ({ value, label: choiceWords[value] })) },
      ],
    },
  ];
}

function endings({ cover }: CoverModel): readonly PageAct[] {
  return [
    {
      form: 'settlement',
      title: 'Régler ce remplacement',
      explain: 'Ceux qui attendaient une réponse en sont avertis.',
      possible: isSearchable(cover.status),
      submit: 'Régler',
      fields: [
        {
          kind: 'radio',
          name: 'outcome',
          label: 'Issue',
          choices: settlements[cover.track].map((value) => ({ value, label: settlementWords[value] })),
        },
        { kind: 'area', name: 'reason', label: 'Raison', required: true, hint: 'Sans information sur un patient.' },
      ],
    },
    {
      form: 'failure',
      title: 'Enregistrer un désistement',
      explain: 'Le remplaçant qui avait accepté ne peut pas venir : la recherche reprend.',
      possible: cover.track === 'practice' && cover.status === 'covered',
      submit: 'Enregistrer le désistement',
      danger: true,
      fields: [
        {
          kind: 'select',
          name: 'reason',
          label: 'Motif',
          required: true,
          choices: failureReasons.map((value) => ({ value, label: failureWords[value] })),
        },
      ],
    },
  ];
}

/** */
function papers({ cover, today }: CoverModel): readonly PageAct[] {
  const isPractice = cover.track === 'practice';
  return [
    {
      form: 'contract',
      title: 'Enregistrer la réception du contrat de remplacement par l’Ordre',
      explain: 'Avant la journée, et dans le mois de sa conclusion.',
      possible: isPractice && awaitedContract(cover) !== null,
      submit: 'Enregistrer',
      fields: [
        { kind: 'date', name: 'on', label: 'Date', required: true, value: today },
        { kind: 'text', name: 'proof', label: 'Preuve', required: true, hint: 'Accusé de réception, numéro du recommandé…' },
      ],
    },
    {
      form: 'derogation',
      title: 'Enregistrer la dérogation de l’Ordre',
      explain: 'Un médecin remplacé n’exerce ailleurs qu’avec cette dérogation (art. R. 4127-65 du code de la santé publique).',
      possible: isPractice && cover.status === 'covered' && cover.derogation === null,
      submit: 'Enregistrer',
      fields: [
        { kind: 'text', name: 'document', label: 'Pièce', required: true },
        { kind: 'date', name: 'on', label: 'Date', required: true, value: today },
      ],
    },
  ];
}
