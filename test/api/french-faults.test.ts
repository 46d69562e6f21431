import { z } from 'zod';
import { frenchFault } from '../../api/french-faults';
import { typographyFaults } from '../../templates/typography';

const schema = z.strictObject({
  name: z.string().min(1).max(5),
  rooms: z.int(),
  open: z.boolean(),
  items: z.array(z.string()),
  who: z.strictObject({ key: z.string() }),
  tags: z.record(z.string(), z.string()),
  cdoms: z.record(
    z.string().refine((key) => key === '03', 'Numéro de département inconnu.'),
    z.string(),
  ),
  kind: z.enum(['msp', 'cabinet']),
  until: z.union([z.string(), z.null()]),
  clock: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('real') }),
    z.strictObject({ kind: z.literal('rehearsal'), speed: z.number() }),
  ]),
});
const good = {
  name: 'a',
  rooms: 1,
  open: true,
  items: [],
  who: { key: 'k' },
  tags: {},
  cdoms: {},
  kind: 'msp',
  until: null,
  clock: { kind: 'real' },
};
const saidOf = (value: object): readonly string[] => {
  const result = schema.safeParse(value, { error: frenchFault });
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
};

test.each(Object.keys(good))('a missing field is said to be required: %s', (name) => {
  const without = Object.fromEntries(Object.entries(good).filter(([field]) => field !== name));
  expect(saidOf(without)).toEqual([`${name}: Ce champ est obligatoire.`]);
});

test.each<[object, string]>([
  [{ name: 1 }, 'name: Un texte est attendu.'],
  [{ rooms: 'un' }, 'rooms: Un nombre est attendu.'],
  [{ rooms: 1.5 }, 'rooms: Un nombre entier est attendu.'],
  [{ open: 'oui' }, 'open: La réponse attendue est oui ou non (true ou false).'],
  [{ items: 'a' }, 'items: Une liste est attendue.'],
  [{ who: 'k' }, 'who: Un groupe de champs est attendu.'],
  [{ tags: 'k' }, 'tags: Un groupe de champs est attendu.'],
  [{ kind: 'ehpad' }, 'kind: Cette valeur n’est pas proposée. Valeurs possibles\u00A0: msp, cabinet.'],
  [{ name: 'abcdef' }, 'name: Ce texte doit compter 5 caractères au plus.'],
  [{ name: '' }, 'name: Ce champ ne peut pas être vide.'],
  [{ cdoms: { '3': 'x' } }, 'cdoms/3: Numéro de département inconnu.'],
  [{ until: 3 }, 'until: Cette valeur n’a aucune des formes attendues.'],
  [{ clock: { kind: 'swiss' } }, 'clock/kind: Cette valeur n’est pas proposée. Valeurs possibles\u00A0: real, rehearsal.'],
  [{ clock: {} }, 'clock/kind: Ce champ est obligatoire.'],
  [{ clock: { kind: 'rehearsal' } }, 'clock/speed: Ce champ est obligatoire.'],
])('a wrong type is named in plain French: %j', (change, expected) => {
  expect(saidOf({ ...good, ...change })).toEqual([expected]);
  expect(typographyFaults(expected.slice(expected.indexOf(' ')))).toEqual([]);
});
