import { openapiDocument } from '../../api/openapi';
import { routes } from '../../api/routes';
import { typographyFaults } from '../../templates/typography';

type Operation = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description?: string;
        readonly content?: Readonly<Record<string, { readonly schema?: Readonly<Record<string, unknown>> }>>;
      }
    >
  >;
};
const document = JSON.parse(JSON.stringify(openapiDocument(routes, 'http://127.0.0.1'))) as {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, name: `${method} ${path}`, operation })),
);

test('what is served is documented, and nothing else', () => {
  const served = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:([a-z]+)/gi, '{$1}')}`);
  expect(operations.map(({ name }) => name).toSorted()).toEqual(served.toSorted());
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Relais', version: expect.any(String) } });
});

test('each operation has an id of its own', () => {
  const ids = operations.map(({ operation }) => operation.operationId ?? '');
  expect(new Set(ids).size).toBe(operations.length);
  expect(ids.filter((id) => !/^[a-z][A-Za-z0-9]+$/.test(id))).toEqual([]);
  expect(ids).toContain('postConsultationDaysByIdCancellation');
});

test.each(operations.map(({ name, path, method, operation }) => [name, { path, method, operation }] as const))(
  '%s says what it takes, from whom, and what it answers',
  (_, { path, method, operation }) => {
    expect(operation.summary).toMatch(/\S/);
    expect(operation.tags).toHaveLength(1);
    expect(operation.security).toEqual([{ key: [] }]);
    const named = [...path.matchAll(/\{([a-z]+)\}/gi)].map(([, name]) => name);
    const parameters = operation.parameters ?? [];
    expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(named);
    expect(parameters.every(({ schema }) => schema !== undefined)).toBe(true);
    expect(parameters.some(({ name, required }) => name === 'Idempotency-Key' && required === true)).toBe(method === 'post');
    const statuses = Object.keys(operation.responses);
    expect(statuses.every((status) => /^[2-5]\d\d$/.test(status))).toBe(true);
    expect(statuses).toEqual(
      expect.arrayContaining(method === 'post' ? ['401', '403', '404', '409', '412', '413', '415', '422'] : ['401', '403', '404']),
    );
    expect(statuses.some((status) => status.startsWith('2'))).toBe(true);
    const responses = Object.entries(operation.responses);
    expect(responses.filter(([, { description = '' }]) => description.trim() === '')).toEqual([]);
    const faults = responses.filter(([status]) => !status.startsWith('2')).map(([, { content = {} }]) => Object.keys(content).join());
    expect([...new Set(faults)]).toEqual(['application/problem+json']);
  },
);

test('what every dossier’s resource holds is documented: id, version, status, dates', () => {
  const schema = document.paths['/consultation-days/{id}']?.['get']?.responses['200']?.content?.['application/json']?.schema;
  expect(schema).toMatchObject({
    type: 'object',
    required: ['id', 'noun', 'version', 'status', 'closed', 'nextDue'],
    properties: { version: { type: 'integer' }, status: { enum: expect.arrayContaining(['proposed', 'attested']) } },
  });
  const page = document.paths['/consultation-days']?.['get']?.responses['200']?.content?.['application/json']?.schema;
  expect(page).toMatchObject({ properties: { items: { type: 'array' }, next: {} } });
});

test('every reference of the document leads somewhere', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
  expect(refs.length).toBeGreaterThan(100);
  expect(refs.filter((name) => !(name in document.components.schemas))).toEqual([]);
});

test('what it says is printed as French is', () => {
  const texts = operations.flatMap(({ operation: { summary = '', responses } }) => [
    summary,
    ...Object.values(responses).map(({ description = '' }) => description),
  ]);
  expect(texts.flatMap(typographyFaults)).toEqual([]);
});
