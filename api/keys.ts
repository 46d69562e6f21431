import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keyRoles, operatorUser, type ApiKey } from '../domain/collectivity';
import { wallTime } from '../domain/dates';
import { collectivityId, dossierId, isId, type CollectivityId, type CommandId } from '../domain/ids';
import { keyIssuedBy, type IssuedKey } from '../store/collectivities';
import { keyedCommand, pendingAt, pendingSchema, type Call, type Reply, type Route } from './act';
import { secretHash } from './actor';
import { issuedKeySchema } from './answer-schemas';
import { problem, ProblemError, refusedProblem } from './problems';
import { resourceOf } from './resources';
import { civilDateSchema, required } from './schemas';
import { submit } from './submit';

/** It signs every act in the journal, where no name may go. */
const userSchema = z
  .string()
  .max(200)
  .refine(isId, {
    error: ({ input }) =>
      input === '' ? required : 'Écrivez un mot sans espace ni accent\u00A0: lettres, chiffres, point et tiret, par exemple e.dupont.',
  })
  .refine((user) => user !== operatorUser, 'Ce nom d’utilisateur est réservé.');
const body = z.strictObject({
  key: z.strictObject({ user: userSchema, role: z.enum(keyRoles), expires: civilDateSchema.nullable().default(null) }),
});

const onceOnly = 'La clé ne sera plus jamais affichée : conservez-la maintenant.';
const alreadyShown = 'Cette clé a déjà été créée et affichée une fois : en cas de perte, révoquez-la et créez-en une autre.';

/** Another's collectivity does not exist for an administrator; the operator may name any. */
async function reach(call: Call): Promise<CollectivityId> {
  const asked = call.params['id'] ?? '';
  if (!isId(asked) || (call.role !== 'operator' && asked !== call.collectivity)) throw new ProblemError(problem('not-found'));
  const collectivity = collectivityId(asked);
  const found = await call.service.db.read(collectivity, (tx) => resourceOf(tx, 'collectivity', asked));
  if (found === null) throw new ProblemError(problem('not-found'));
  return collectivity;
}

/** The operator's keys count within the collectivity that he names: one id must lead to one outcome. */
function keyWithin({ role, key }: Call, collectivity: CollectivityId): string | null {
  return role === 'operator' && key !== null ? `${collectivity} ${key}` : key;
}

type Asked = z.infer<typeof body>['key'];

function repeated(issued: IssuedKey, asked: Asked): Reply {
  if (issued.user !== asked.user || issued.role !== asked.role || issued.expires !== asked.expires)
    throw new ProblemError(problem('key-reused'));
  return { status: 200, body: { key: { ...issued, secret: null }, note: alreadyShown } };
}

async function issue(call: Call): Promise<Reply> {
  const { key: asked } = body.parse(call.body);
  const collectivity = await reach(call);
  const id = keyedCommand({ ...call, key: keyWithin(call, collectivity) });
  const issuedBefore = (): Promise<IssuedKey | null> => call.service.db.read(collectivity, (tx) => keyIssuedBy(tx, id));
  const before = await issuedBefore();
  if (before !== null) return repeated(before, asked);
  const secret = randomBytes(32).toString('base64url');
  const key: ApiKey = { id: randomBytes(8).toString('hex'), hash: secretHash(secret), ...asked };
  const reply = await send(call, collectivity, id, key);
  if (reply !== null) return reply;
  const issued = await issuedBefore();
  // The same request sent twice at once: one of the two drew the secret that counts.
  if (issued !== null && issued.id !== key.id) return repeated(issued, asked);
  return { status: 201, body: { key: { id: key.id, ...asked, secret: `relais_${key.id}_${secret}` }, note: onceOnly } };
}

/** Null once the key is issued, by this command or by its double. */
async function send(call: Call, collectivity: CollectivityId, id: CommandId, key: ApiKey): Promise<Reply | null> {
  const outcome = await submit(call.service, {
    id,
    collectivity,
    noun: 'collectivity',
    dossier: dossierId(collectivity),
    by: { kind: 'user', user: call.user, role: call.role },
    received: wallTime(Date.now()),
    action: { type: 'issue-key', key },
  });
  if (outcome === null) return { status: 202, body: { command: id, status: 'pending' }, headers: pendingAt(id) };
  const double =
    outcome.refusals.some(({ code }) => code === 'command-reused') &&
    (await call.service.db.read(collectivity, (tx) => keyIssuedBy(tx, id))) !== null;
  if (outcome.refusals.length > 0 && !double) throw new ProblemError(refusedProblem('collectivity', outcome.refusals));
  return null;
}

export const issueKey: Route = {
  method: 'post',
  path: '/collectivities/:id/keys',
  title: 'Créer une clé d’accès',
  tag: 'collectivity',
  roles: ['operator', 'administrator'],
  body,
  answers: {
    201: { description: 'La clé, avec son secret, qui n’est donné qu’une fois', schema: issuedKeySchema },
    200: { description: 'La clé déjà créée par cette même demande, sans son secret', schema: issuedKeySchema },
    202: { description: 'La création est en cours : refaites la même demande', schema: pendingSchema },
  },
  run: issue,
};
