import { firstDay, instant, plusDays, type CivilDate } from '../../domain/dates';
import { apiUser } from '../api-user';
import { sitesCsv, volunteersCsv, type Cast } from '../cast';
import { clockFrom, type SeasonClock } from '../clock';
import type { Instance } from '../instance';
import type { Line } from '../line';
import type { Options } from '../options';
import { all, type Desk, type PlacedSite, type Season } from '../season';

export const people = {
  head: { ref: 'responsable' },
  president: {
    ref: 'presidence',
    name: 'Marguerite Aubert',
    email: 'presidence@departement.example',
    capacity: 'Présidente du conseil départemental',
  },
  named: { ref: 'referente', name: 'Camille Roux', email: 'camille.roux@departement.example' },
  accountant: { ref: 'payeur', name: 'Paierie départementale', email: 'paierie@departement.example' },
} as const;
export const councils = ['03', '07', '12', '43', '48', '63', '976'] as const;
export const deskMail = 'sante@departement.example';
export const councilMail = (departement: string): string => `cdom${departement}@ordre.example`;

/** What the health desk may change later on. */
export const settings = {
  label: 'Département des Hautes-Collines',
  siren: '222400012',
  address: ['1 place de la République', '99000 Valmont'],
  zone: 'Europe/Paris',
  territory: 'metropole',
  contact: { name: 'Cellule santé de proximité', phone: '04 70 00 00 00', email: deskMail },
  escalation: [people.named],
  accountant: people.accountant,
  approvers: [{ ref: 'directrice', name: 'Hélène Marchand', email: 'directrice@departement.example' }],
  signatories: [people.president],
  cdoms: Object.fromEntries(
    councils.map((number) => [
      number,
      { ref: `cdom-${number}`, name: `Conseil départemental de l’Ordre (${number})`, email: councilMail(number) },
    ]),
  ),
  offsetAllowed: false,
  closing: { dayOfMonth: 3, hour: 8 },
} as const;

/** A collectivity of its own, marked as a rehearsal, with one key per person of its health desk. */
export async function openDesk(
  { url, operatorKey }: Instance,
  wished: SeasonClock,
  { mailUrl, line }: { readonly mailUrl: string; readonly line: Line },
  say: (line: string) => void,
): Promise<{ readonly collectivity: string; readonly desk: Desk; readonly secret: string; readonly clock: SeasonClock }> {
  const operator = apiUser(url, operatorKey);
  const { origin, anchor, speed } = wished;
  const { id, clock, note } = await operator.post('/collectivities', {
    settings: { ...settings, clock: { kind: 'rehearsal', origin, anchor, speed }, mail: { kind: 'url', url: mailUrl } },
  });
  if (typeof note === 'string') say(note);
  const secretOf = async (user: string, role: string): Promise<string> => {
    const { key } = await operator.post(`/collectivities/${id}/keys`, { key: { user, role, expires: null } });
    return key.secret;
  };
  const keyOf = async (user: string, role: string): Promise<ReturnType<typeof apiUser>> => apiUser(url, await secretOf(user, role), line);
  const secret = await secretOf(people.head.ref, 'administrator');
  const desk = {
    head: apiUser(url, secret, line),
    second: await keyOf('gestionnaire', 'administrator'),
    approver: await keyOf('directrice', 'approver'),
    accountant: await keyOf('paierie', 'accountant'),
    auditor: await keyOf('audit', 'auditor'),
  };
  return { collectivity: id, desk, secret, clock: clockFrom(instant(clock.origin), clock.anchor, clock.speed) };
}

const imputation = { chapter: '65', account: '65748', budgetCommitment: 'EJ-2026-0042' };
const national = {
  key: 'national',
  label: 'Forfait national',
  payer: 'cpam',
  creditor: 'doctor',
  legalBasis: 'Mission de solidarité territoriale',
  imputation: null,
};
const common = {
  unit: 'half-day',
  caps: { monthlySoft: null, monthlyHard: 4 },
  certificates: ['rcp'],
  gates: ['engagement-letter', 'bank-details', 'cdom-registration', 'cdom-site', 'zone-listed', 'no-overcharge'],
};

/** The national programme with the top-up that the département voted, and one that it pays alone, whose rate changes on the 16th. */
export async function programmes({
  desk,
  options,
  months,
}: Pick<Season, 'desk' | 'options' | 'months'>): Promise<{ readonly national: string; readonly departmental: string }> {
  const from = plusDays(options.start, -120);
  const change = plusDays(firstDay(months[0]), 15);
  const vote = 'Délibération CP-2026-118 du 19 juin 2026';
  const first = await desk.head.post('/programmes', {
    programme: {
      ...common,
      label: 'Un médecin près de chez vous',
      from,
      to: null,
      components: [
        nationalFrom(from),
        {
          key: 'complement',
          label: 'Complément départemental',
          payer: 'collectivity',
          creditor: 'doctor',
          legalBasis: 'CGCT, art. L. 1511-8',
          imputation,
          rates: [{ from, to: null, halfDay: 60_00, source: vote }],
        },
      ],
    },
  });
  const second = await desk.head.post('/programmes', {
    programme: {
      ...common,
      label: 'Renfort médical départemental',
      from,
      to: null,
      components: [
        {
          key: 'vacation',
          label: 'Indemnité de présence',
          payer: 'collectivity',
          creditor: 'doctor',
          legalBasis: 'CGCT, art. L. 3211-1',
          imputation: { ...imputation, budgetCommitment: 'EJ-2026-0057' },
          rates: [
            { from, to: plusDays(change, -1), halfDay: 120_00, source: vote },
            { from: change, to: null, halfDay: 135_50, source: 'Délibération CP-2026-131 du 25 septembre 2026' },
          ],
        },
      ],
    },
  });
  return { national: first.id, departmental: second.id };
}

/** The national programme as it is where the département votes nothing beside it. */
export async function nationalAlone({ desk, options }: Pick<Season, 'desk' | 'options'>): Promise<string> {
  const from = plusDays(options.start, -120);
  const { id } = await desk.head.post('/programmes', {
    programme: { ...common, label: 'Mission de solidarité territoriale', from, to: null, components: [nationalFrom(from)] },
  });
  return id;
}

const nationalFrom = (from: CivilDate): object => ({
  ...national,
  rates: [{ from, to: null, halfDay: 100_00, source: 'Pacte de lutte contre les déserts médicaux, 200 € par journée' }],
});

/** Zones from the real file, volunteers and sites from the desk's spreadsheets: tried first, taken once every line is right. */
export async function imports({ desk, say }: Pick<Season, 'desk' | 'say'>, cast: Cast, { start }: Options): Promise<readonly PlacedSite[]> {
  const zones = await desk.head.post('/data-imports', { kind: 'zones', bundled: true });
  say(`Zones : ${zones.note ?? ''}`);
  const volunteers = volunteersCsv(cast, start);
  const wrong = volunteers.replace(cast.volunteers[0]?.rpps ?? '', '99999000');
  const tried = await desk.head.post('/data-imports', { kind: 'volunteers', csv: wrong, dryRun: true });
  if (tried.refused !== 1) throw new Error(`the dry run should refuse one line, it refused ${String(tried.refused)}`);
  await desk.head.refused('/data-imports', { kind: 'volunteers', csv: wrong });
  const none = await all(desk.head, '/people');
  if (none.length > 0) throw new Error('an import with a wrong line took something');
  await desk.head.post('/data-imports', { kind: 'volunteers', csv: volunteers });
  await desk.head.post('/data-imports', { kind: 'sites', csv: sitesCsv(cast) });
  const known = await all(desk.head, '/sites');
  say(`Import : ${cast.volunteers.length} volontaires, ${cast.locums.length} remplaçants, ${known.length} lieux.`);
  return cast.sites.map((site) => ({ ...site, id: known.find(({ name }) => name === site.name)?.id ?? '' }));
}
