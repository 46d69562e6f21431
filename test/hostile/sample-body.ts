import { z } from 'zod';

/** What this reads of a JSON schema. */
export type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};
export type Step = string | number;
/** A place where a text may stand: its path, and the choices among alternatives that lead to it. */
export type Leaf = { readonly path: readonly Step[]; readonly choices: readonly number[]; readonly schema: Schema };

export function schemaOf(body: z.ZodType): Schema {
  return stored(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }));
}

function stored(schema: object): Schema {
  return schema;
}

/** Every place of a schema where a text may be sent that is not one of a closed list. */
export function textsIn(schema: Schema, path: readonly Step[] = [], choices: readonly number[] = []): readonly Leaf[] {
  const { properties = {}, additionalProperties, items } = schema;
  return [
    ...(schema.type === 'string' && schema.enum === undefined && schema.const === undefined ? [{ path, choices, schema }] : []),
    ...Object.entries(properties).flatMap(([name, each]) => textsIn(each, [...path, name], choices)),
    ...(typeof additionalProperties === 'object' ? textsIn(additionalProperties, [...path, keyOf(schema)], choices) : []),
    ...(items === undefined ? [] : textsIn(items, [...path, 0], choices)),
    ...alternatives(schema).flatMap((each, n) => textsIn(each, path, [...choices, n])),
  ];
}

const alternatives = ({ anyOf = [], oneOf = [] }: Schema): readonly Schema[] => [...anyOf, ...oneOf];

/** A body of the right shape with this text at that place: it need not be right elsewhere, only whole enough to lead there. */
export function bodyWith({ path, choices }: Leaf, text: string, schema: Schema): unknown {
  return valueOf(schema, path, choices, text);
}

/** The smallest body of that shape. */
export function sampleOf(schema: Schema): unknown {
  return valueOf(schema, null, [], '');
}

/** `way`: what is left of the path to the text; null beside it. */
function valueOf(schema: Schema, way: readonly Step[] | null, choices: readonly number[], text: string): unknown {
  const among = alternatives(schema);
  if (among.length > 0) return valueOf(among[(way === null ? 0 : choices[0]) ?? 0] ?? {}, way, choices.slice(1), text);
  const [step, ...rest] = way ?? [];
  if (way !== null && step === undefined) return text;
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(entriesOf(schema, step, way === null ? null : rest, choices, text));
    case 'array':
      return itemsOf(schema, step, rest, choices, text);
    default:
      return plainValue(schema);
  }
}

function itemsOf(
  { minItems = 0, items = {} }: Schema,
  step: Step | undefined,
  rest: readonly Step[],
  choices: readonly number[],
  text: string,
): readonly unknown[] {
  const length = Math.max(minItems, step === undefined ? 0 : 1);
  return Array.from({ length }, (_, n) => valueOf(items, n === step ? rest : null, choices, text));
}

function entriesOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  step: Step | undefined,
  rest: readonly Step[] | null,
  choices: readonly number[],
  text: string,
): readonly (readonly [string, unknown])[] {
  const own = Object.entries(properties)
    .filter(([name]) => required.includes(name) || name === step)
    .map(([name, each]) => [name, valueOf(each, name === step ? rest : null, choices, text)] as const);
  const isKey = typeof step === 'string' && !(step in properties) && typeof additionalProperties === 'object';
  return isKey ? [...own, [step, valueOf(additionalProperties, rest, choices, text)]] : own;
}

function keyOf({ propertyNames }: Schema): string {
  const listed = propertyNames?.enum?.[0];
  if (typeof listed === 'string') return listed;
  return propertyNames?.pattern?.includes('\\d{11}') === true ? '10000000001' : '03';
}

function plainValue({ type, format, const: only, enum: among, minimum = 1, exclusiveMinimum }: Schema): unknown {
  if (only !== undefined) return only;
  if (among !== undefined) return among[0];
  switch (type) {
    case 'integer':
    case 'number':
      return Math.max(minimum, (exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return format === 'date' ? '2026-10-20' : format === 'date-time' ? '2026-10-20T08:00:00.000Z' : 'x-1';
  }
}
