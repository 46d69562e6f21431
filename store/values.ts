import { types } from 'pg';

type Parser = (text: string) => unknown;

/** A count or a number of cents that a double cannot hold exactly must stop the reader, not be rounded. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer out of the safe range: ${text}`);
  return value;
}

function utcInstant(text: string): string {
  const value: unknown = types.getTypeParser(types.builtins.TIMESTAMPTZ)(text);
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new RangeError(`not an instant: ${text}`);
  return value.toISOString();
}

const asText: Parser = (text) => text;
const asJson: Parser = (text) => JSON.parse(text);

const TEXT_ARRAY: number = 1009;
/** Elements as text first, so that lists and single values go through the same parser. */
const listOf =
  (parse: Parser): Parser =>
  (text) => {
    const elements: unknown = types.getTypeParser(TEXT_ARRAY)(text);
    return Array.isArray(elements) ? elements.map((element) => (typeof element === 'string' ? parse(element) : null)) : [];
  };

const single: readonly (readonly [type: number, array: number, parser: Parser])[] = [
  [types.builtins.INT8, 1016, safeInteger],
  [types.builtins.DATE, 1182, asText],
  [types.builtins.TIMESTAMP, 1115, asText],
  [types.builtins.TIMESTAMPTZ, 1185, utcInstant],
  [types.builtins.NUMERIC, 1231, asText],
  [types.builtins.JSON, 199, asJson],
  [types.builtins.JSONB, 3807, asJson],
];

const parsers = new Map<number, Parser>(
  single.flatMap(([type, array, parser]) => [[type, parser] as const, [array, listOf(parser)] as const]),
);

/** The same JavaScript value from either engine, whatever the zone of the server or of this process. */
export const valueTypes = {
  getTypeParser(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
    const own = format === 'binary' ? undefined : parsers.get(type);
    return own ?? types.getTypeParser(type, 'text');
  },
};
