import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { routes } from '../../api/routes';
import { projectRoot } from '../../runtime/config';

type Schema = {
  readonly type?: string;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};
type Leaf = { readonly at: string; readonly name: string; readonly schema: Schema };

/** Every value of a body, by its place. */
function leavesOf(at: string, name: string, schema: Schema): readonly Leaf[] {
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema;
  return [
    { at, name, schema },
    ...Object.entries(properties).flatMap(([key, value]) => leavesOf(`${at}/${key}`, key, value)),
    ...(typeof additionalProperties === 'object' ? leavesOf(`${at}/*`, name, additionalProperties) : []),
    ...(items === undefined ? [] : leavesOf(`${at}/*`, name, items)),
    ...anyOf.flatMap((choice) => leavesOf(at, name, choice)),
  ];
}

const leaves = routes.flatMap(({ method, path, body }) =>
  body === undefined ? [] : leavesOf(`${method} ${path}`, '', z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Schema),
);

/** Read by a parser that knows their form: dates, hours, time zones, numbers of a département and its council. */
const parsedValues = /^(on|from|to|until|date|month|origin|start|end|listedFrom|\w+On|zone|departements?|registration)$/;
/** A table to import, a document to keep: typed by what they are, and never shown as text. */
const files = /^(csv|file|data)$/;

describe('R-52: nothing holds patient data', () => {
  test('R-52: a text of the API is short, of a closed list, or of a form that is checked', () => {
    const texts = leaves.filter(({ schema }) => schema.type === 'string' && schema.enum === undefined && schema.const === undefined);
    const free = texts.filter(
      ({ name, schema }) => schema.format !== 'date' && schema.pattern?.startsWith('^[0-9') !== true && !parsedValues.test(name),
    );
    const long = free.filter(({ name, schema }) => (schema.maxLength ?? Infinity) > (files.test(name) ? Infinity : 600));
    expect(free.length).toBeGreaterThan(50);
    expect(long.map(({ at }) => at)).toEqual([]);
  });

  test('R-52: no field of the API and no column is about a patient', () => {
    const medical = /patient|birth|diagnos|illness|healthNumber|\bnir\b/i;
    const migrations = join(projectRoot(), 'store', 'migrations');
    const columns = readdirSync(migrations)
      .flatMap((name) => readFileSync(join(migrations, name), 'utf8').split('\n'))
      .filter((line) => !line.trim().startsWith('--'));
    expect([...leaves.map(({ name }) => name), ...columns].filter((name) => medical.test(name))).toEqual([]);
  });

  test('R-52: each box for a reason or a remark says that nothing about a patient belongs there', () => {
    const folders = ['api', 'api/console', 'templates/pages', 'templates/pages/console'];
    const boxes = folders
      .flatMap((folder) => readdirSync(join(projectRoot(), folder)).map((name) => join(folder, name)))
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((file) =>
        [
          ...readFileSync(join(projectRoot(), file), 'utf8').matchAll(
            /(?:kind: '(?:text|area)',\s+name: |name=)['"](?:reason|text|note|documentText|override-reason)['"](?:\$\{\w+\}|[^{}])*/g,
          ),
        ].map(([box]) => ({ file, box })),
      );
    expect(boxes.length).toBeGreaterThanOrEqual(12);
    expect(boxes.filter(({ box }) => !box.includes('information sur un patient'))).toEqual([]);
  });
});
