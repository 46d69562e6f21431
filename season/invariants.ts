import type { Report } from './report';

export type Invariant = Report['invariants'][number];

/** What the season left outside: files, mails and answers of the API; never our tables. */
export type Evidence = {
  readonly days: readonly (Report['days'][number] & { readonly closed: boolean })[];
  readonly statements: readonly Report['statements'][number][];
  readonly invites: readonly {
    readonly recipient: string;
    readonly uid: string;
    readonly sequence: number;
    readonly method: string;
    readonly file: string;
    readonly at: string;
  }[];
  /** mails, with the day that they are about (its date, site and doctor) by the words of their text */
  readonly notices: readonly {
    readonly recipient: string;
    readonly kind: string;
    readonly subject: string;
    readonly file: string;
    readonly at: string;
    readonly slot: string | null;
  }[];
  readonly pdfTotals: Readonly<Record<string, number | null>>;
  readonly mailTotals: Readonly<Record<string, number | null>>;
  readonly tables: readonly { readonly month: string; readonly totals: Readonly<Record<string, number>> }[];
  /** the balance of each month's documents, as every form of the month says it */
  readonly controls: readonly { readonly month: string; readonly said: Readonly<Record<string, number | null>> }[];
  /** half-days that the monthly mail of a doctor lists to whom the département owes nothing (D7): no document has them */
  readonly told: readonly { readonly doctor: string; readonly date: string; readonly halfDays: number }[];
  /** the last day of the months that were closed, where the season went on after it; null: whatever was attested is owed */
  readonly owedThrough: string | null;
  readonly tasks: readonly { readonly id: string; readonly dossierClosed: boolean }[];
  readonly cap: number;
};

/** One that checked no case does not hold. */
export const check = (name: string, cases: number, faults: readonly string[]): Invariant => ({
  name,
  cases,
  holds: faults.length === 0 && cases > 0,
  faults: [...faults],
});

export function invariants(evidence: Evidence): readonly Invariant[] {
  return [
    invitedOncePerVersion(evidence),
    attestedOnce(evidence),
    totalsEqual(evidence),
    controlsEqual(evidence),
    numbersGapless(evidence),
    quietAfterCancellation(evidence),
    nobodyOverCap(evidence),
    noTaskLeft(evidence),
  ];
}

const invitedStates = ['confirmed', 'held', 'attested', 'disputed', 'no-show'];

/** R-12, R-37: a confirmed day is in its doctor's calendar; a version of an entry leaves once, and versions leave in rising order. */
export function invitedOncePerVersion({ invites, days }: Evidence): Invariant {
  const byEntry = grouped(invites, ({ uid }) => uid);
  const faults = [...byEntry].flatMap(([uid, versions]) => {
    const ordered = versions.toSorted((a, b) => (a.file < b.file ? -1 : 1));
    const rising = ordered.every(({ sequence }, n) => n === 0 || sequence > (ordered[n - 1]?.sequence ?? -1));
    const opens = ordered[0]?.method === 'REQUEST';
    const alone = new Set(versions.map(({ recipient }) => recipient)).size === 1;
    return rising && opens && alone ? [] : [`${uid} : ${ordered.map(({ method, sequence }) => `${method} ${sequence}`).join(', ')}`];
  });
  const uninvited = days
    .filter(({ state, uids }) => invitedStates.includes(state) && uids.length === 0)
    .map(({ id }) => `${id} : sans invitation`);
  return check('chaque journée est invitée une fois par version', byEntry.size, [...faults, ...uninvited]);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item) ?? '';
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

const halfKey = (day: string, half: string): string => `${day}/${half}`;

/** A rate put right counts the half-day again; what is taken back takes it away. */
const countsAgain = (kind: string, halfDays: number): boolean => kind === 'information' || (kind === 'correction' && halfDays > 0);

/** Every attested half-day is in exactly one statement in force, or in the mail of a month without one: by doctor and date, since a line shows these. */
export function attestedOnce({ days, statements, told, owedThrough }: Evidence): Invariant {
  const owed = new Map<string, number>();
  const due = days.filter(({ date }) => owedThrough === null || date <= owedThrough);
  for (const { doctor, date, attested } of due) owed.set(halfKey(doctor, date), (owed.get(halfKey(doctor, date)) ?? 0) + attested.length);
  const paid = new Map<string, number>();
  for (const { doctor, lines } of statements.filter(({ state }) => state !== 'replaced'))
    for (const { date, halfDays, kind } of lines) {
      if (countsAgain(kind, halfDays)) continue;
      paid.set(halfKey(doctor, date), (paid.get(halfKey(doctor, date)) ?? 0) + halfDays);
    }
  const documented = new Set(paid.keys());
  for (const { doctor, date, halfDays } of told) if (!documented.has(halfKey(doctor, date))) paid.set(halfKey(doctor, date), halfDays);
  const keys = new Set([...owed.keys(), ...paid.keys()]);
  const faults = [...keys]
    .filter((key) => (owed.get(key) ?? 0) !== (paid.get(key) ?? 0))
    .map((key) => `${key} : ${owed.get(key) ?? 0} attestée(s), ${paid.get(key) ?? 0} payée(s)`);
  return check(
    'chaque demi-journée attestée est dans un seul état en vigueur',
    [...owed.values()].reduce((sum, count) => sum + count, 0),
    faults,
  );
}

/** R-20: one total in the PDF's text, the table, the mail and the API. */
export function totalsEqual({ statements, pdfTotals, mailTotals, tables }: Evidence): Invariant {
  const faults = statements.flatMap(({ number, month, kind, netCents, state }) => {
    const table = tables.find((each) => each.month === month)?.totals[number];
    const seen = [pdfTotals[number], mailTotals[number], table];
    const said = kind === 'overpayment' ? -netCents : netCents; // R-11: what is to be paid back is said without a sign
    const wanted = [said, said, state === 'replaced' ? undefined : netCents]; // a table lists what is in force
    return seen.every((value, n) => value === wanted[n])
      ? []
      : [`${number} : API ${netCents}, PDF ${String(seen[0])}, courriel ${String(seen[1])}, tableau ${String(seen[2])}`];
  });
  return check('les totaux sont égaux dans le PDF, le tableau, le courriel et l’API', statements.length, faults);
}

/** R-20: the control total of a month is one figure wherever an accountant reads it. */
export function controlsEqual({ controls }: Evidence): Invariant {
  const faults = controls.flatMap(({ month, said }) => {
    const values = Object.values(said);
    return values.length > 0 && values.every((value) => value !== null && value === values[0])
      ? []
      : [
          `${month} : ${Object.entries(said)
            .map(([form, value]) => `${form} ${String(value)}`)
            .join(', ')}`,
        ];
  });
  return check('les totaux de contrôle du mois sont égaux dans toutes ses formes', controls.length, faults);
}

/** R-09: numbers of a series run from 1 to n. */
export function numbersGapless({ statements }: Evidence): Invariant {
  const series = grouped(
    statements.map(({ number }) => /^(.*?)(\d+)$/.exec(number)).filter((match) => match !== null),
    ([, prefix]) => prefix,
  );
  const faults = [...series].flatMap(([prefix, matches]) => {
    const numbers = matches.map(([, , digits]) => Number(digits)).toSorted((a, b) => a - b);
    return numbers.every((number, n) => number === n + 1) ? [] : [`${String(prefix)} : ${numbers.join(', ')}`];
  });
  return check('les numéros vont de 1 à n sans trou', statements.length, faults);
}

/** What gives a cancelled day again: a new proposal, or another day that moves there. */
const givenAgain = ['day-proposed', 'day-move-asked', 'day-move-noted'];

/** Nothing at all is sent about a day to somebody to whom it was cancelled, until the same day is given again. */
export function quietAfterCancellation({ notices }: Evidence): Invariant {
  const cancelled = notices.filter(({ kind, slot }) => kind === 'day-cancelled' && slot !== null);
  const faults = cancelled.flatMap((end) => {
    const since = notices
      .filter(({ recipient, slot, at }) => recipient === end.recipient && slot === end.slot && at > end.at)
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const again = since.findIndex(({ kind }) => givenAgain.includes(kind));
    return since.slice(0, again < 0 ? undefined : again).map(({ subject }) => `${end.recipient} : « ${subject} » après l’annulation`);
  });
  return check('aucun courriel ne suit une annulation', cancelled.length, faults);
}

const holding = ['proposed', 'confirmed', 'held', 'attested', 'disputed'];

/** R-06: half-days of a doctor in a civil month, over all engagements. */
export function nobodyOverCap({ days, cap }: Evidence): Invariant {
  const counts = new Map<string, number>();
  for (const { doctor, date, halves, state } of days)
    if (holding.includes(state))
      counts.set(`${doctor} ${date.slice(0, 7)}`, (counts.get(`${doctor} ${date.slice(0, 7)}`) ?? 0) + halves.length);
  return check(
    'personne ne dépasse le plafond mensuel',
    counts.size,
    [...counts].filter(([, count]) => count > cap).map(([key, count]) => `${key} : ${count}`),
  );
}

/** A task whose act is done must be gone: none is left on a dossier that is closed. */
export function noTaskLeft({ tasks, days }: Evidence): Invariant {
  return check(
    'aucune tâche ne reste quand son acte est fait',
    days.filter(({ closed }) => closed).length + tasks.length,
    tasks.filter(({ dossierClosed }) => dossierClosed).map(({ id }) => id),
  );
}
