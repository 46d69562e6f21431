import { parsed } from '../../api/parsed';
import { ProblemError, type Problem } from '../../api/problems';
import { routes } from '../../api/routes';
import { typographyFaults } from '../../templates/typography';
import { bodyWith, schemaOf, textsIn, type Leaf } from './sample-body';
import { hostileTexts } from './texts';

type Fault = NonNullable<Problem['errors']>[number];
/** A table and files in base64: what is in them is judged line by line, or by its first bytes, in tests of their own. */
const files = /\/(csv|file)$/;

const inputs = routes.flatMap(({ method, path, body, query }) =>
  ([['body', body] as const, ['query', query] as const] as const).flatMap(([where, schema]) =>
    schema === undefined ? [] : [{ name: `${method} ${path}`, where, zod: schema, schema: schemaOf(schema) }],
  ),
);
const places = inputs.flatMap((input) => textsIn(input.schema).map((leaf) => ({ ...input, leaf, at: pointerOf(leaf) })));
const texts = places.filter(({ at }) => !files.test(at));

function pointerOf({ path }: Leaf): string {
  return path.map((step) => `/${step}`).join('');
}

/** What is said of that very place when such a text stands there. */
function faultsAt({ zod, where, schema, leaf, at }: (typeof places)[number], text: string): readonly Fault[] {
  try {
    parsed(zod, bodyWith(leaf, text, schema), where);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return (error.problem.errors ?? []).filter(({ pointer, parameter }) => (where === 'query' ? `/${parameter ?? ''}` : pointer) === at);
  }
}

test('every route that takes something is walked', () => {
  expect(inputs.length).toBeGreaterThan(80);
  expect(texts.length).toBeGreaterThan(250);
});

test('a file has a limit too', () => {
  const without = places.filter(({ leaf: { schema } }) => schema.maxLength === undefined);
  expect(without.filter(({ at }) => files.test(at))).toEqual([]);
});

test.each(hostileTexts.filter(({ refused }) => refused))('$name is refused in every field, which is named in French', ({ text }) => {
  const taken = texts.filter((place) => faultsAt(place, text).length === 0);
  expect(taken.map(({ name, at }) => `${name} ${at}`)).toEqual([]);
  const said = new Set(texts.flatMap((place) => faultsAt(place, text).map(({ detail }) => detail)));
  expect([...said].flatMap(typographyFaults)).toEqual([]);
  expect([...said].filter((detail) => /invalid|expected|must|string/i.test(detail))).toEqual([]);
});

test.each(hostileTexts.filter(({ refused }) => !refused))(
  '$name is either kept as it can be shown, or refused where it stands',
  ({ text }) => {
    for (const place of texts) for (const { detail } of faultsAt(place, text)) expect(typographyFaults(detail)).toEqual([]);
  },
);
