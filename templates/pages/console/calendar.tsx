import type { JSX } from 'preact';
import type { DayStatus } from '../../../domain/consultation-day';
import { daysOf, frenchDate, monthOf, plusDays, weekday, type CivilDate, type Half, type Month } from '../../../domain/dates';
import { halvesWords } from '../../day-lines';
import { words } from '../../french';
import { ofMonth } from './dossier';
import { SearchForm, type MonthTyped, type Choice } from './form';
import type { Kit, View } from './kit';
import { ProposeLink } from './proposal';
import { Badge, DataTable, Empty, Section, type Tone } from './parts';

export type CalendarDay = {
  readonly id: string;
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  readonly status: DayStatus;
  readonly tentative: boolean;
  readonly site: string;
  readonly zone: string;
  /** null for those who may not know */
  readonly doctor: string | null;
};

export type CalendarModel = {
  readonly month: Month;
  readonly typed: MonthTyped;
  readonly today: CivilDate;
  readonly days: readonly CalendarDay[];
  readonly chosen: { readonly zone: string; readonly site: string; readonly programme: string };
  readonly zones: readonly Choice[];
  readonly sites: readonly Choice[];
  readonly programmes: readonly Choice[];
  readonly before: string;
  readonly after: string;
};

/** A state is a word; its colour repeats it. */
const dayTones: Readonly<Record<DayStatus, Tone>> = {
  proposed: 'wait',
  confirmed: 'good',
  held: 'wait',
  disputed: 'bad',
  attested: 'good',
  'no-show': 'bad',
  declined: 'plain',
  lapsed: 'plain',
  cancelled: 'plain',
};

export function DayBadge({ status, tentative }: { readonly status: DayStatus; readonly tentative: boolean }): JSX.Element {
  const isTentative = tentative && (status === 'proposed' || status === 'confirmed');
  return (
    <>
      <Badge tone={dayTones[status]}>{words['consultation-day'].statuses[status]}</Badge>
      {isTentative && <span> sous réserve</span>}
    </>
  );
}

export function calendarPage(model: CalendarModel, kit: Kit): View {
  const { month, days, before, after } = model;
  return {
    title: `Calendrier ${ofMonth(month)}`,
    body: (
      <>
        <ProposeLink kit={kit} engagement={null} />
        <Filters model={model} />
        <nav class="pager" aria-label="Mois">
          <a href={before}>Mois précédent</a> <a href={after}>Mois suivant</a>
        </nav>
        {days.length === 0 ? <Empty>Aucune journée ce mois-ci avec ces filtres.</Empty> : <Weeks model={model} />}
        {days.length > 0 && <ByZone days={days} />}
      </>
    ),
  };
}

function Filters({ model: { typed, chosen, zones, sites, programmes } }: { readonly model: CalendarModel }): JSX.Element {
  const all = (label: string, choices: readonly Choice[]): readonly Choice[] => [{ value: '', label }, ...choices];
  return (
    <SearchForm
      action="/console/calendar"
      fields={[
        { kind: 'month', name: 'month', label: 'Mois', value: typed.value, fault: typed.fault },
        { kind: 'select', name: 'zone', label: 'Zone', value: chosen.zone, choices: all('Toutes les zones', zones) },
        { kind: 'select', name: 'site', label: 'Lieu d’accueil', value: chosen.site, choices: all('Tous les lieux', sites) },
        {
          kind: 'select',
          name: 'programme',
          label: 'Dispositif',
          value: chosen.programme,
          choices: all('Tous les dispositifs', programmes),
        },
      ]}
    />
  );
}

const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;

/** Whole weeks from Monday: those that the month begins and ends in are shown to their end. */
export function weeksOf(month: Month): readonly (readonly CivilDate[])[] {
  const mondays = [...new Set(daysOf(month).map((date) => plusDays(date, 1 - weekday(date))))];
  return mondays.map((monday) => [0, 1, 2, 3, 4, 5, 6].map((n) => plusDays(monday, n)));
}

function Weeks({ model }: { readonly model: CalendarModel }): JSX.Element {
  const { month } = model;
  return (
    <div class="scroll" role="region" aria-label={`Calendrier ${ofMonth(month)}`} tabIndex={0}>
      <table class="calendar">
        <caption>{`Journées ${ofMonth(month)}, semaine par semaine, rangées par zone`}</caption>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr>
              {week.map((date) => (
                <DayCell date={date} model={model} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayCell({ date, model }: { readonly date: CivilDate; readonly model: CalendarModel }): JSX.Element {
  const { month, today } = model;
  if (monthOf(date) !== month) return <td class="outside"></td>;
  const own = model.days.filter((day) => day.date === date);
  const zones = [...new Set(own.map(({ zone }) => zone))].toSorted((a, b) => a.localeCompare(b, 'fr'));
  return (
    <td
      data-label={weekdays[weekday(date) - 1]}
      {...(date === today ? { class: 'today', 'aria-current': 'date' } : own.length === 0 ? { class: 'free' } : {})}
    >
      <p class="date">
        <time dateTime={date}>{Number(date.slice(8))}</time>
        {date === today && <span class="hint"> aujourd’hui</span>}
      </p>
      {zones.map((zone) => (
        <>
          <p class="zone">{zone}</p>
          <ul>
            {own
              .filter((day) => day.zone === zone)
              .map((day) => (
                <Item day={day} />
              ))}
          </ul>
        </>
      ))}
    </td>
  );
}

function Item({ day }: { readonly day: CalendarDay }): JSX.Element {
  const { id, date, site, halves, status, tentative, doctor } = day;
  return (
    <li>
      <a href={`/console/consultation-days/${id}`} aria-label={`${site}, ${frenchDate(date)}, ${halvesWords(halves)}`}>
        {site}
      </a>
      <span class="when">{halvesWords(halves)}</span>
      {doctor !== null && <span class="when">{doctor}</span>}
      <DayBadge status={status} tentative={tentative} />
    </li>
  );
}

type ZoneRow = { readonly zone: string; readonly days: readonly CalendarDay[] };

function ByZone({ days }: { readonly days: readonly CalendarDay[] }): JSX.Element {
  const zones = [...new Set(days.map(({ zone }) => zone))].toSorted((a, b) => a.localeCompare(b, 'fr'));
  const rows = zones.map((zone): ZoneRow => ({ zone, days: days.filter((day) => day.zone === zone) }));
  const halvesIn = ({ days: own }: ZoneRow, ...statuses: readonly DayStatus[]): number =>
    own.filter(({ status }) => statuses.includes(status)).reduce((sum, { halves }) => sum + halves.length, 0);
  return (
    <Section id="zones" title="Par zone">
      <DataTable<ZoneRow>
        caption="Demi-journées du mois par zone, selon leur état"
        rows={rows}
        empty="Aucune zone."
        columns={[
          { label: 'Zone', heads: true, cell: ({ zone }) => zone },
          { label: 'Proposées', number: true, cell: (row) => halvesIn(row, 'proposed') },
          { label: 'Confirmées', number: true, cell: (row) => halvesIn(row, 'confirmed') },
          { label: 'Présence à régler', number: true, cell: (row) => halvesIn(row, 'held', 'disputed') },
          { label: 'Attestées', number: true, cell: (row) => halvesIn(row, 'attested') },
          {
            label: 'Annulées, refusées ou sans suite',
            number: true,
            cell: (row) => halvesIn(row, 'cancelled', 'declined', 'lapsed', 'no-show'),
          },
        ]}
      />
    </Section>
  );
}
