import { fictionalRpps } from '../../domain/identifiers';
import { describeOnDatabases } from '../databases';
import { apiRig, codesOf, givenCollectivity, type ApiRig } from './api-rig';
import { siteLine, sitesHeader, volunteerLine, volunteersHeader } from './reference-bodies';

describeOnDatabases('imports over HTTP', (rig) => {
  let api: ApiRig;
  beforeAll(async () => void (api = await apiRig(rig.db)));
  afterAll(() => api.stop());

  const aCollectivity = () => givenCollectivity(api);
  const badFile = [volunteersHeader, volunteerLine(1), volunteerLine(2, { rpps: '123' }), volunteerLine(1, { email: 'personne' })].join(
    '\n',
  );

  test('R-57: a dry run says line by line what is wrong and writes nothing', async () => {
    const { admin } = await aCollectivity();
    const answer = await api.post('/data-imports', admin, { kind: 'volunteers', csv: badFile, dryRun: true });
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, refused: 2 } });
    expect(answer.body.lines).toEqual([
      { line: 2, ok: true, faults: [] },
      { line: 3, ok: false, faults: [{ column: 'rpps', code: 'rpps-malformed', detail: 'Le numéro RPPS compte onze chiffres.' }] },
      {
        line: 4,
        ok: false,
        faults: [
          { column: 'email', code: 'email-malformed', detail: expect.any(String) },
          { column: 'rpps', code: 'duplicate-line', detail: 'Cette ligne répète la ligne 2.' },
        ],
      },
    ]);
    expect((await api.get('/people', admin)).body.items).toEqual([]);
  });

  test('R-57: nothing is taken when a line is wrong; the faults name line and column', async () => {
    const { admin } = await aCollectivity();
    const answer = await api.post('/data-imports', admin, { kind: 'volunteers', csv: badFile });
    expect(answer.status).toBe(422);
    expect(codesOf(answer.body)).toEqual([
      '/lines/3/rpps rpps-malformed',
      '/lines/4/email email-malformed',
      '/lines/4/rpps duplicate-line',
    ]);
    expect((await api.get('/people', admin)).body.items).toEqual([]);
  });

  test('R-57: a good file makes records like those of a form, once for one Idempotency-Key', async () => {
    const { admin } = await aCollectivity();
    const body = { kind: 'volunteers', csv: [volunteersHeader, ...[1, 2, 3].map((n) => volunteerLine(n))].join('\r\n') };
    const [first, again] = [
      await api.post('/data-imports', admin, body, 'import-1'),
      await api.post('/data-imports', admin, body, 'import-1'),
    ];
    expect(first).toMatchObject({
      status: 201,
      body: { status: 'imported', kind: 'volunteers', ids: [expect.any(String), expect.any(String), expect.any(String)] },
    });
    expect(first.body).not.toHaveProperty('rows');
    expect(again.body).toEqual(first.body);
    const { items } = (await api.get('/people', admin)).body;
    expect(items.map(({ version, status, rpps }) => ({ version, status, rpps }))).toEqual(
      [1, 2, 3].map((n) => ({ version: 1, status: 'active', rpps: String(fictionalRpps(n)) })),
    );
    const id = items[0]?.id;
    expect(await api.post(`/people/${id}/striking-off`, admin, {})).toMatchObject({ status: 200, body: { version: 2 } });
    expect(codesOf((await api.post('/data-imports', admin, body)).body)).toEqual(
      [2, 3, 4].map((line) => `/lines/${line}/rpps already-known`),
    );
  });

  test('the list that comes with the software holds 49 of the 151 zones and says so; sites are then imported into it', async () => {
    const { admin } = await aCollectivity();
    const dry = await api.post('/data-imports', admin, { kind: 'zones', bundled: true, dryRun: true });
    expect(dry).toMatchObject({ status: 200, body: { accepted: 49, refused: 0, note: expect.stringContaining('49 des 151') } });
    const real = await api.post('/data-imports', admin, { kind: 'zones', bundled: true });
    expect(real).toMatchObject({ status: 201, body: { kind: 'zones', note: expect.stringContaining('49 des 151') } });
    expect((await api.get('/zones', admin)).body.items).toHaveLength(49);
    const sites = await api.post('/data-imports', admin, { kind: 'sites', csv: `${sitesHeader}\n${siteLine}` });
    expect(sites.status).toBe(201);
    expect((await api.get('/sites', admin)).body.items).toMatchObject([
      { name: 'Maison de santé de Commentry', type: 'msp', epci: '200071082' },
    ]);
  });

  test.each([
    ['neither a file nor the list', { kind: 'zones' }, '/csv one-source'],
    ['both', { kind: 'zones', csv: 'a;b', bundled: true }, '/csv one-source'],
    ['a list that does not exist', { kind: 'sites', bundled: true }, '/bundled bundled-zones-only'],
    ['a file with commas', { kind: 'sites', csv: 'nom,type\na,b' }, '/lines/1 separator-missing'],
    ['a file without a line', { kind: 'volunteers', csv: volunteersHeader }, '/lines file-empty'],
  ])('%s: refused, saying why', async (_, body, expected) => {
    const { admin } = await aCollectivity();
    const answer = await api.post('/data-imports', admin, body);
    expect(answer.status).toBe(422);
    expect(codesOf(answer.body)).toEqual([expected]);
  });
});
