import type { ComponentChildren, JSX } from 'preact';
import { cancelReasons, refusalReasons, suspensionReasons, type Day, type DayStatus } from '../../../domain/consultation-day';
import { privateReasons } from '../../../domain/day-reasons';
import type { CoverRecord } from '../../../domain/cover-record';
import { frenchDate, frenchDay, type Half, type TimeZone } from '../../../domain/dates';
import { askerLabels, halfLabels, halvesWords, reasonWords } from '../../day-lines';
import { words } from '../../french';
import { DayBadge } from './calendar';
import { ActList } from './acts';
import { dayActs } from './day-acts';
import { History, momentWords, Waiting, type Past, type Waits } from './dossier';
import type { Choice } from './form';
import type { Kit, View } from './kit';
import { DataTable, Empty, Facts, Section, type Fact } from './parts';

export type DayModel = {
  readonly id: string;
  readonly version: number;
  readonly day: Day;
  readonly site: string;
  readonly zone: string;
  readonly hours: string;
  readonly clock: TimeZone;
  /** null for those who may not know */
  readonly doctor: string | null;
  readonly covers: readonly { readonly id: string; readonly state: CoverRecord }[];
  readonly names: (ref: string) => string;
  readonly waits: readonly Waits[];
  readonly past: readonly Past[];
  readonly sites: readonly Choice[];
};

export function dayPage(model: DayModel, kit: Kit): View {
  const { day, site, waits, past, clock } = model;
  return {
    title: `Journée du ${frenchDate(day.date)}, ${site}`,
    parents: [{ href: `/console/calendar?month=${day.date.slice(0, 7)}`, label: 'Calendrier' }],
    body: (
      <>
        <p>
          <DayBadge status={day.status} tentative={day.tentative} />
        </p>
        <Facts facts={dayFacts(model)} />
        <Waiting waits={waits} zone={clock} />
        <ActList acts={dayActs(model)} path="/consultation-days" id={model.id} version={model.version} kit={kit} />
        <Presence model={model} />
        <Covers covers={model.covers} />
        <History past={past} zone={clock} />
      </>
    ),
  };
}

const answers = { awaited: 'attendue', accepted: 'acceptée' } as const;
const assistants = { awaited: 'réponse attendue', confirmed: 'présent', waived: 'pas nécessaire' } as const;
const practices: Readonly<Record<Day['practice'], string>> = {
  'none-needed': 'rien à prévoir',
  asked: 'en cours',
  locum: 'remplaçant trouvé',
  closed: 'cabinet fermé',
  partner: 'assuré par un associé',
  escalated: 'signalé aux personnes désignées',
};

function dayFacts({ day, site, zone, hours, clock, doctor, names }: DayModel): readonly Fact[] {
  const { date, halves, engagement, room, status, ending } = day;
  const answered = (side: 'doctor' | 'site'): string => {
    const by = day.answeredBy[side];
    if (by === undefined && ending !== null && day.answers[side] === 'awaited') return 'pas donnée';
    return by === undefined ? answers[day.answers[side]] : `${answers[day.answers[side]]}, par ${names(by)}`;
  };
  return [
    ['Date', `${frenchDay(date)}, ${halvesWords(halves)}`],
    ['Horaires', hours],
    ['Lieu d’accueil', site],
    ['Communauté', zone],
    ['Salle', String(room)],
    ['Médecin', doctor === null ? 'nom réservé aux administrateurs' : <a href={`/console/engagements/${engagement}`}>{doctor}</a>],
    ['Proposée le', momentWords(day.proposedOn, clock)],
    ...(status === 'proposed' ? [['Réponse avant le', momentWords(day.answerBy, clock)] as const] : []),
    ['Réponse du médecin', answered('doctor')],
    ['Réponse du lieu d’accueil', answered('site')],
    ...(day.confirmedOn === null ? [] : [['Confirmée le', momentWords(day.confirmedOn, clock)] as const]),
    ...(ending === null ? readiness(day) : []),
    ['Invitations dans les agendas', String(Object.keys(day.invited).length)],
    ...(day.from === null ? [] : [['Origine', 'ouverte par un remplacement'] as const]),
    ...(ending === null ? [] : endingFacts(ending, doctor !== null, clock)),
  ];
}

/** Of a day that is off, nothing is prepared any more. */
const readiness = ({ assistant, practice }: Day): readonly Fact[] => [
  ['Assistant sur place', assistants[assistant.status]],
  ['Cabinet du médecin', practices[practice]],
];

/** what is the doctor's own affair is for administrators. */
function endingFacts(
  { side, reason, at, noticeDays }: NonNullable<Day['ending']>,
  isAdministrator: boolean,
  clock: TimeZone,
): readonly Fact[] {
  const known = [...cancelReasons, ...refusalReasons, ...suspensionReasons].find((each) => each === reason);
  const shown =
    known === undefined ? 'sans réponse' : privateReasons.includes(known) && !isAdministrator ? 'empêchement' : reasonWords(known);
  return [
    ['Fin de la journée', `${momentWords(at, clock)}, par ${side === 'clock' ? 'échéance' : askerLabels[side]}`],
    ['Motif', shown],
    ['Délai avant la journée', `${noticeDays} jour${noticeDays > 1 ? 's' : ''}`],
  ];
}

type HalfRow = { readonly half: Half; readonly doctor: string; readonly site: string; readonly result: string };

function said(day: Day, side: 'doctor' | 'site', half: Half): string {
  const declared = day.declared[side];
  if (declared === undefined) return 'pas encore déclaré';
  return declared.halves.includes(half) ? 'a eu lieu' : 'n’a pas eu lieu';
}

const began: readonly DayStatus[] = ['held', 'disputed', 'attested', 'no-show'];

function Presence({ model: { day, names, clock } }: { readonly model: DayModel }): JSX.Element {
  const rows = day.halves.map((half): HalfRow => {
    const attested = day.attested.find((each) => each.half === half);
    const by = attested === undefined ? '' : [...new Set([attested.doctor, attested.site])].map(names).join(', ');
    return {
      half,
      doctor: said(day, 'doctor', half),
      site: said(day, 'site', half),
      result: attested === undefined ? 'pas attestée' : `attestée par ${by}, le ${momentWords(attested.on, clock)}`,
    };
  });
  return (
    <Section id="presence" title="Présence">
      {began.includes(day.status) ? (
        <>
          <DataTable<HalfRow>
            caption="Ce qui a été déclaré, demi-journée par demi-journée"
            rows={rows}
            empty="Aucune demi-journée."
            columns={[
              { label: 'Demi-journée', heads: true, cell: ({ half }) => halfLabels[half] },
              { label: 'Médecin', cell: ({ doctor }) => doctor },
              { label: 'Lieu d’accueil', cell: ({ site }) => site },
              { label: 'Service fait', cell: ({ result }) => result },
            ]}
          />
          {day.ruling !== null && (
            <p>{`Décision du ${momentWords(day.ruling.at, clock)}, par ${names(day.ruling.by)}, ${halvesWords(day.ruling.halves)} : ${day.ruling.reason}`}</p>
          )}
        </>
      ) : (
        <Empty>
          {day.ending === null
            ? 'La présence est demandée le soir de la journée.'
            : 'Aucune présence n’est attendue\u00A0: la journée n’a pas lieu.'}
        </Empty>
      )}
    </Section>
  );
}

const tracks = { host: 'Consultation', practice: 'Cabinet du médecin' } as const;

function Covers({ covers }: { readonly covers: DayModel['covers'] }): JSX.Element {
  return (
    <Section id="covers" title="Remplacements">
      <DataTable<DayModel['covers'][number]>
        caption="Remplacements cherchés pour cette journée"
        rows={covers}
        empty="Aucun remplacement n’a été cherché."
        columns={[
          { label: 'Remplacement', heads: true, cell: ({ id, state }) => <a href={`/console/covers/${id}`}>{tracks[state.track]}</a> },
          { label: 'Pour le', cell: ({ state }) => frenchDate(state.date) },
          { label: 'Où il en est', cell: ({ state }) => words.cover.statuses[state.status] },
          { label: 'Suite', cell: ({ state }) => successor(state) },
        ]}
      />
    </Section>
  );
}

function successor({ accepted }: CoverRecord): ComponentChildren {
  const newDay = accepted?.newDay ?? null;
  return newDay === null ? '' : <a href={`/console/consultation-days/${newDay}`}>Nouvelle journée</a>;
}
