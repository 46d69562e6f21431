import { z } from 'zod';
import type { Clock, Collectivity, SetCollectivity, StatementSettings } from '../domain/collectivity';
import { wallTime, yearOf } from '../domain/dates';
import { territories } from '../domain/holidays';
import { collectivityId, type CollectivityId } from '../domain/ids';
import { vouchedFrom } from '../domain/parameters';
import { stateOf } from '../store/records';
import { act, answer, bornId, keyedCommand, pendingSchema, type Call, type Reply, type Route } from './act';
import { issueKey } from './keys';
import { slowed } from './rehearsal';
import { problem, ProblemError } from './problems';
import { resourceSchema } from './resources';
import { administrators, departementSchema, instantSchema, partySchema, shownBy, timeZoneSchema, without, type View } from './reference';
import { listAndGet, textSchema } from './schemas';

const statementSchema = z.strictObject({
  prefix: textSchema(9).optional(),
  service: textSchema(200).optional(),
  payingOffice: textSchema(200).optional(),
  bankMention: textSchema(200).optional(),
  thirdPartyNumbers: z.record(z.string().regex(/^\d{11}$/, 'Un numéro RPPS compte onze chiffres.'), textSchema(50)).optional(),
});

const settingsSchema = z.strictObject({
  label: textSchema(200),
  siren: textSchema(20),
  address: z.array(textSchema(100)).max(6),
  zone: timeZoneSchema,
  territory: z.enum(territories),
  contact: z.strictObject({ name: textSchema(200), phone: textSchema(40), email: textSchema(254) }),
  escalation: z.array(partySchema).max(10),
  accountant: partySchema,
  approvers: z.array(partySchema).max(10).optional().describe('Prévenus par courriel quand un mois attend une approbation'),
  signatories: z
    .array(partySchema.extend({ capacity: textSchema(200) }))
    .max(20)
    .optional(),
  cdoms: z.record(departementSchema, partySchema),
  doctorMailsPerWeek: z.int().optional().describe('Au plus tant de courriels par semaine et par médecin, hors urgences'),
  offsetAllowed: z.boolean(),
  statement: statementSchema.optional(),
  closing: z.strictObject({ dayOfMonth: z.int(), hour: z.int() }),
});

/** What depends on the clock is computed before any rule is asked, so its bounds are held here. It looks back by less than a year. */
const firstYear = yearOf(vouchedFrom) + 1;
const lastYear = 2099;
const clockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('real') }),
  z.strictObject({
    kind: z.literal('rehearsal'),
    origin: instantSchema.refine(
      (origin) => origin >= `${firstYear}` && origin < `${lastYear + 1}`,
      `Une répétition commence entre ${firstYear} et ${lastYear}.`,
    ),
    anchor: z.int().optional(),
    speed: z.number().min(1).max(86_400),
  }),
]);
const mailSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('instance') }),
  z.strictObject({ kind: z.literal('url'), url: textSchema(500) }),
]);

const creationSchema = z.strictObject({ settings: settingsSchema.extend({ clock: clockSchema.optional(), mail: mailSchema.optional() }) });
type Settings = z.infer<typeof settingsSchema>;

function settingsOf(
  { approvers, signatories, statement, doctorMailsPerWeek, ...settings }: Settings,
  { clock, mail }: Pick<Collectivity, 'clock' | 'mail'>,
): SetCollectivity['settings'] {
  return {
    ...settings,
    clock,
    mail,
    ...(doctorMailsPerWeek === undefined ? {} : { doctorMailsPerWeek }),
    ...(approvers === undefined ? {} : { approvers }),
    ...(signatories === undefined ? {} : { signatories }),
    ...(statement === undefined ? {} : { statement: given(statement) }),
  };
}

/** A setting that is left out has its default: it is not stored as nothing. */
function given(statement: z.infer<typeof statementSchema>): StatementSettings {
  return Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined));
}

const aDay = 24 * 60 * 60 * 1000;

/** A rehearsal is anchored once: a retry of the same creation must be the same command. */
function clockOf(asked: z.infer<typeof clockSchema> | undefined, stored: Collectivity | null, now: number): Clock {
  if (asked === undefined || asked.kind === 'real') return { kind: 'real' };
  const kept = stored?.clock.kind === 'rehearsal' ? stored.clock.anchor : now;
  const anchor = asked.anchor ?? kept;
  if (asked.anchor !== undefined && Math.abs(asked.anchor - now) > aDay) {
    throw new ProblemError(
      problem('invalid-input', {
        errors: [
          { pointer: '/settings/clock/anchor', code: 'anchor-far', detail: 'Une répétition commence à moins d’un jour de maintenant.' },
        ],
      }),
    );
  }
  return { kind: 'rehearsal', origin: asked.origin, anchor, speed: asked.speed };
}

/** A rehearsal that was asked for twice at once has two anchors: the second request finds that of the first, and is then the same one. */
async function create(call: Call): Promise<Reply> {
  try {
    return await createOnce(call);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.type === 'urn:relais:problem:key-reused') return createOnce(call);
    throw error;
  }
}

/** The new collectivity's own id is that of the command: nobody else's rows are in reach of its creation. */
async function createOnce(call: Call): Promise<Reply> {
  const { settings: asked } = creationSchema.parse(call.body);
  const { clock, mail = { kind: 'instance' }, ...settings } = asked;
  const id = keyedCommand(call);
  const dossier = bornId('collectivity', call.collectivity, id);
  const collectivity = collectivityId(dossier);
  const now = Date.now();
  const stored = await call.service.db.read(collectivity, (tx) => stateOf<Collectivity>(tx, 'collectivities', dossier));
  const { clock: allowed, note } = await slowed(clockOf(clock, stored, now), stored?.clock ?? null, call.service.rehearsalCeiling);
  const reply = await answer(
    { ...call, collectivity },
    {
      id,
      collectivity,
      dossier,
      noun: 'collectivity',
      by: { kind: 'user', user: call.user, role: call.role },
      received: wallTime(now),
      action: { type: 'set', settings: settingsOf(settings, { clock: allowed, mail }) },
    },
    true,
  );
  return note === null || typeof reply.body !== 'object' ? reply : { ...reply, body: { ...reply.body, note } };
}

/** An administrator reaches its own collectivity only; another one does not exist for it. */
function ownOnly({ collectivity, params }: Pick<Call, 'collectivity' | 'params'>): CollectivityId {
  if (params['id'] !== collectivity) throw new ProblemError(problem('not-found'));
  return collectivity;
}

/** Keys are listed without their fingerprints; an address of mail may hold a password. */
const collectivityView: View = (collectivity, role) => {
  const { keys, mail } = collectivity;
  const listed = Array.isArray(keys) ? keys.map((key: object) => without({ ...key }, 'hash')) : [];
  return role === 'administrator' || role === 'operator'
    ? { ...collectivity, keys: listed, mail: withoutPassword(mail) }
    : without(collectivity, 'keys', 'mail');
};

function withoutPassword(mail: unknown): unknown {
  if (typeof mail !== 'object' || mail === null || !('url' in mail) || typeof mail.url !== 'string') return mail;
  return { kind: 'url', url: mail.url.replace(/\/\/[^/@]*@/, '//') };
}

export const collectivityRoutes: readonly Route[] = shownBy(collectivityView, [
  {
    method: 'post',
    path: '/collectivities',
    title: 'Créer une collectivité',
    tag: 'collectivity',
    roles: ['operator'],
    body: creationSchema,
    answers: {
      201: { description: 'La collectivité créée', schema: resourceSchema('collectivity') },
      202: { description: 'La création est en cours : refaites la même demande avec la même clé d’idempotence', schema: pendingSchema },
    },
    run: create,
  },
  act({
    noun: 'collectivity',
    path: '/collectivities/:id/settings',
    roles: administrators,
    title: 'Modifier les réglages d’une collectivité',
    body: z.strictObject({ settings: settingsSchema }),
    action: async ({ settings }, call) => {
      const own = ownOnly(call);
      const stored = await call.service.db.read(own, (tx) => stateOf<Collectivity>(tx, 'collectivities', own));
      if (stored === null) throw new ProblemError(problem('not-found'));
      return { type: 'set', settings: settingsOf(settings, stored) };
    },
  }),
  issueKey,
  act({
    noun: 'collectivity',
    path: '/collectivities/:id/keys/:key/revocation',
    roles: administrators,
    title: 'Révoquer une clé d’accès',
    body: z.strictObject({}),
    action: (_body, call) => {
      ownOnly(call);
      return { type: 'revoke-key', key: call.params['key'] ?? '' };
    },
  }),
  ...listAndGet('collectivity', 'Collectivités'),
]);
