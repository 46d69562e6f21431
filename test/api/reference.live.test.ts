import { describeOnDatabases } from '../databases';
import { apiRig, codesOf, givenCollectivity, givenKey, type ApiRig } from './api-rig';
import { certificate, person, programme, rehearsal, settings, site, volunteerLine, volunteersHeader, zone } from './reference-bodies';

describeOnDatabases('reference data over HTTP', (rig) => {
  let api: ApiRig;
  beforeAll(async () => void (api = await apiRig(rig.db)));
  afterAll(() => api.stop());

  const aCollectivity = (changes?: object) => givenCollectivity(api, changes);
  const aKey = (id: string, by: string, user: string, role: string) => givenKey(api, { id, by, user, role });

  describe('collectivities and keys', () => {
    test('the operator creates a collectivity, once for one Idempotency-Key', async () => {
      const [first, again] = [
        await api.post('/collectivities', api.operator, { settings: rehearsal }, 'creation-1'),
        await api.post('/collectivities', api.operator, { settings: rehearsal }, 'creation-1'),
      ];
      expect(first).toMatchObject({
        status: 201,
        body: {
          noun: 'collectivity',
          version: 1,
          status: 'active',
          label: 'Département de l’Allier',
          clock: { kind: 'rehearsal', speed: 86_400 },
        },
      });
      expect(again).toMatchObject({ status: 201, body: { id: first.body.id, version: 1, clock: first.body.clock } });
      expect(first.headers.get('location')).toBe(`/collectivities/${first.body.id}`);
    });

    test('a setting that is wrong is named, and nothing is created', async () => {
      const answer = await api.post('/collectivities', api.operator, {
        settings: { ...settings, siren: '220300017', contact: { ...settings.contact, phone: '12' } },
      });
      expect(answer.status).toBe(422);
      expect(codesOf(answer.body)).toEqual(['/settings/siren siren-key', '/settings/contact/phone phone-malformed']);
    });

    test('D17: the mails of a rehearsal go to this machine only, and a rehearsal begins about now, in a year whose rules are known', async () => {
      const outside = await api.post('/collectivities', api.operator, {
        settings: { ...rehearsal, mail: { kind: 'url', url: 'smtp://mail.example.org' } },
      });
      expect(codesOf(outside.body)).toEqual(['/settings/mail rehearsal-mail']);
      const far = await api.post('/collectivities', api.operator, { settings: { ...rehearsal, clock: { ...rehearsal.clock, anchor: 1 } } });
      expect(codesOf(far.body)).toEqual(['/settings/clock/anchor anchor-far']);
      const from = (origin: string): object => ({ settings: { ...rehearsal, clock: { ...rehearsal.clock, origin } } });
      const old = await api.post('/collectivities', api.operator, from('2020-12-31T08:00:00.000Z'));
      expect([old.status, JSON.stringify(old.body)]).toEqual([422, expect.stringContaining('entre 2021 et 2099')]);
      expect((await api.post('/collectivities', api.operator, from('2021-01-01T08:00:00.000Z'))).status).toBe(201);
    });

    test('a key is shown once: the same request answers it again without its secret, another request with the same Idempotency-Key is refused', async () => {
      const { id, admin } = await aCollectivity();
      const key = { user: 'marc', role: 'approver' };
      const first = await api.post(`/collectivities/${id}/keys`, admin, { key }, 'key-1');
      expect(first).toMatchObject({
        status: 201,
        body: { key: { user: 'marc', role: 'approver', expires: null, secret: expect.stringMatching(/^relais_[a-f0-9]{16}_[\w-]{43}$/) } },
      });
      const again = await api.post(`/collectivities/${id}/keys`, admin, { key }, 'key-1');
      expect(again).toMatchObject({
        status: 200,
        body: { key: { id: first.body.key.id, secret: null }, note: expect.stringContaining('révoquez') },
      });
      expect((await api.post(`/collectivities/${id}/keys`, admin, { key: { ...key, role: 'auditor' } }, 'key-1')).status).toBe(422);
      expect((await api.get(`/collectivities/${id}`, first.body.key.secret)).status).toBe(200);
    });

    test('the same request sent twice at once gives one key, and one of the two answers its secret', async () => {
      const { id, admin } = await aCollectivity();
      const ask = () => api.post(`/collectivities/${id}/keys`, admin, { key: { user: 'marc', role: 'approver' } }, 'key-twice');
      const answers = await Promise.all([ask(), ask()]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 201]);
      expect(new Set(answers.map(({ body }) => body.key.id)).size).toBe(1);
      const secret = answers.find(({ status }) => status === 201)?.body.key.secret ?? '';
      expect((await api.get(`/collectivities/${id}`, secret)).status).toBe(200);
    });

    test('the operator issues the first keys; once somebody of the collectivity has acted, no more', async () => {
      const { id, admin } = await aCollectivity();
      await aKey(id, api.operator, 'autre', 'administrator');
      await aKey(id, admin, 'marc', 'approver');
      const late = await api.post(`/collectivities/${id}/keys`, api.operator, { key: { user: 'intrus', role: 'administrator' } });
      expect([late.status, codesOf(late.body)]).toEqual([409, ['undefined keys-by-administrators']]);
      expect((await api.post(`/collectivities/${id}/keys`, admin, { key: { user: 'operator', role: 'administrator' } })).status).toBe(422);
    });

    test('an address of mail is named when it is wrong, never repeated, and never shown with its password', async () => {
      const real = (url: string) => api.post('/collectivities', api.operator, { settings: { ...settings, mail: { kind: 'url', url } } });
      const wrong = await real('smtp://relais:s3cret@relay.example:99999');
      expect([wrong.status, codesOf(wrong.body)]).toEqual([422, ['/settings/mail/url mail-url']]);
      expect(JSON.stringify(wrong.body)).not.toContain('s3cret');
      const created = await real('smtps://relais:s3cr%40t@relay.example:465');
      expect(created).toMatchObject({ status: 201, body: { mail: { kind: 'url', url: 'smtps://relay.example:465' } } });
      const admin = await aKey(created.body.id, api.operator, 'claire', 'administrator');
      const seen = [
        created.body,
        (await api.get('/collectivities', admin)).body,
        (await api.get(`/collectivities/${created.body.id}`, admin)).body,
      ];
      expect(JSON.stringify(seen)).not.toContain('s3cr');
    });

    test('the operator reads what became of his own acts, and of no other', async () => {
      const { id, admin } = await aCollectivity();
      const commands = await rig.db.operator((tx) =>
        tx.selectFrom('commands').select(['id', 'noun']).where('collectivity', '=', id).execute(),
      );
      const [creation = { id: '' }] = commands;
      expect(await api.get(`/commands/${encodeURIComponent(creation.id)}`, api.operator)).toMatchObject({
        status: 200,
        body: { status: 'done', noun: 'collectivity', dossier: id, refusals: [] },
      });
      await api.post('/zones', admin, { zone });
      const others = await rig.db.operator((tx) =>
        tx.selectFrom('commands').select('id').where('collectivity', '=', id).where('noun', '=', 'zone').execute(),
      );
      const answers = others.map(async (each) => (await api.get(`/commands/${encodeURIComponent(each.id)}`, api.operator)).status);
      expect(await Promise.all(answers)).toEqual([404]);
    });

    test('a revoked key opens nothing, and the last administrator’s cannot be revoked', async () => {
      const { id, admin } = await aCollectivity();
      const auditor = await aKey(id, admin, 'cour', 'auditor');
      const [, keyId] = auditor.split('_');
      expect((await api.post(`/collectivities/${id}/keys/${keyId}/revocation`, admin, {})).status).toBe(200);
      expect((await api.get(`/collectivities/${id}`, auditor)).status).toBe(401);
      const [, own] = admin.split('_');
      expect(codesOf((await api.post(`/collectivities/${id}/keys/${own}/revocation`, admin, {})).body)).toEqual([
        '/key last-administrator-key',
      ]);
    });

    test('no answer holds a fingerprint of a key, whatever the route', async () => {
      const { id, admin } = await aCollectivity();
      const changed = await api.post(`/collectivities/${id}/settings`, admin, {
        settings: { ...settings, label: 'Collectivité de l’Allier' },
      });
      expect(changed).toMatchObject({
        status: 200,
        body: {
          label: 'Collectivité de l’Allier',
          clock: { kind: 'rehearsal' },
          keys: [{ user: 'claire', role: 'administrator', revoked: null }],
        },
      });
      const seen = [changed.body, (await api.get('/collectivities', admin)).body, (await api.get(`/collectivities/${id}`, admin)).body];
      expect(JSON.stringify(seen)).not.toContain('"hash"');
    });
  });

  test('programmes: created with dated rates, changed whole, a hole between two rates is named', async () => {
    const { admin } = await aCollectivity();
    const created = await api.post('/programmes', admin, { programme });
    expect(created).toMatchObject({ status: 201, body: { version: 1, components: [{ payer: 'cpam' }, { payer: 'collectivity' }] } });
    const path = `/programmes/${created.body.id}/settings`;
    expect(await api.post(path, admin, { programme: { ...programme, caps: { monthlySoft: 3, monthlyHard: 4 } } })).toMatchObject({
      status: 200,
      body: { version: 2, caps: { monthlySoft: 3 } },
    });
    const [national, local] = programme.components;
    const holed = {
      ...programme,
      components: [national, { ...local, rates: local?.rates.map((rate, n) => (n === 1 ? { ...rate, from: '2026-10-20' } : rate)) }],
    };
    expect((await api.post(path, admin, { programme: holed })).body).toMatchObject({
      errors: [{ pointer: '/programme/components/1/rates/1/from', code: 'rates-hole', detail: expect.stringContaining('15 octobre 2026') }],
    });
    expect((await api.post('/programmes/inconnu/settings', admin, { programme })).status).toBe(404);
  });

  test('R-32: a zone is listed once with its source, and leaves the list with a source too', async () => {
    const { admin } = await aCollectivity();
    const created = await api.post('/zones', admin, { zone });
    expect(created).toMatchObject({ status: 201, body: { status: 'listed', siren: '200071082' } });
    expect(codesOf((await api.post('/zones', admin, { zone })).body)).toEqual(['/zone/siren siren-known']);
    const removed = await api.post(`/zones/${created.body.id}/removal`, admin, { on: '2026-12-31', source: 'Liste de janvier 2027' });
    expect(removed).toMatchObject({ status: 200, body: { status: 'removed', listedTo: '2026-12-31' } });
    expect(await api.post(`/zones/${created.body.id}/listing`, admin, { zone: { ...zone, listedFrom: '2027-06-01' } })).toMatchObject({
      status: 200,
      body: { status: 'listed', listedTo: null },
    });
  });

  test('R-31: a site lies in a known zone, says what is ready, closes and opens again', async () => {
    const { admin } = await aCollectivity();
    expect(codesOf((await api.post('/sites', admin, { site })).body)).toEqual(['/site/epci zone-unknown']);
    await api.post('/zones', admin, { zone });
    const created = await api.post('/sites', admin, { site });
    expect(created).toMatchObject({ status: 201, body: { status: 'active', readiness: [] } });
    const path = `/sites/${created.body.id}`;
    expect(await api.post(`${path}/readiness`, admin, { items: ['software', 'room'] })).toMatchObject({
      status: 200,
      body: { readiness: ['room', 'software'] },
    });
    expect(await api.post(`${path}/closing`, admin, {})).toMatchObject({ status: 200, body: { status: 'closed' } });
    expect(await api.post(`${path}/reopening`, admin, {})).toMatchObject({ status: 200, body: { status: 'active' } });
    expect(await api.post(`${path}/settings`, admin, { site: { ...site, rooms: 3 } })).toMatchObject({
      status: 200,
      body: { rooms: 3, readiness: ['room', 'software'] },
    });
  });

  test('R-50: addresses and telephones of doctors and sites are shown to administrators only', async () => {
    const { id, admin } = await aCollectivity();
    const auditor = await aKey(id, admin, 'cour', 'auditor');
    await api.post('/zones', admin, { zone });
    await api.post('/sites', admin, { site });
    await api.post('/people', admin, { person });
    for (const path of ['/people', '/sites']) {
      expect(JSON.stringify((await api.get(path, admin)).body)).toContain('@');
      const { items } = (await api.get(path, auditor)).body;
      expect(items).toHaveLength(1);
      expect(JSON.stringify(items)).not.toMatch(/@|phone/);
    }
  });

  test('R-28, R-29: a doctor has certificates, and may be struck off and reinstated', async () => {
    const { admin } = await aCollectivity();
    const created = await api.post('/people', admin, { person });
    expect(created).toMatchObject({
      status: 201,
      body: { familyName: 'Lefèvre', phone: '+33612345678', fictional: true, certificates: [] },
    });
    const path = `/people/${created.body.id}`;
    expect(await api.post(`${path}/certificates`, admin, { certificate })).toMatchObject({
      status: 200,
      body: { certificates: [certificate] },
    });
    expect(await api.post(`${path}/striking-off`, admin, {})).toMatchObject({ status: 200, body: { status: 'struck-off' } });
    expect(await api.post(`${path}/reinstatement`, admin, {})).toMatchObject({ status: 200, body: { status: 'active' } });
    expect(await api.post(`${path}/settings`, admin, { person: { ...person, givenName: 'Anne-Marie' } })).toMatchObject({
      status: 200,
      body: { givenName: 'Anne-Marie', certificates: [certificate] },
    });
    expect(codesOf((await api.post('/people', admin, { person })).body)).toEqual(['/person/rpps rpps-known']);
  });

  test('E-40: a fictional number is refused outside a rehearsal', async () => {
    const { admin } = await aCollectivity({ clock: { kind: 'real' }, mail: { kind: 'instance' } });
    expect(codesOf((await api.post('/people', admin, { person })).body)).toEqual(['/person/rpps rpps-fictional']);
  });

  test('R-50: a person, a site, a zone, a programme, an import of another collectivity is neither seen nor changed', async () => {
    const [ours, theirs] = [await aCollectivity(), await aCollectivity()];
    const made = {
      '/zones': (await api.post('/zones', theirs.admin, { zone })).body.id,
      '/sites': (await api.post('/sites', theirs.admin, { site })).body.id,
      '/people': (await api.post('/people', theirs.admin, { person })).body.id,
      '/programmes': (await api.post('/programmes', theirs.admin, { programme })).body.id,
      '/data-imports': (
        await api.post('/data-imports', theirs.admin, { kind: 'volunteers', csv: `${volunteersHeader}\n${volunteerLine(7)}` })
      ).body.id,
    };
    for (const [path, id] of Object.entries(made)) {
      expect(await api.get(`${path}/${id}`, theirs.admin)).toMatchObject({ status: 200, body: { id } });
      expect((await api.get(`${path}/${id}`, ours.admin)).status).toBe(404);
      expect((await api.get(path, ours.admin)).body.items).toEqual([]);
    }
    expect((await api.post(`/people/${made['/people']}/settings`, ours.admin, { person })).status).toBe(404);
    expect((await api.post(`/people/${made['/people']}/striking-off`, ours.admin, {})).status).toBe(404);
    expect((await api.post(`/zones/${made['/zones']}/removal`, ours.admin, { on: '2026-12-31', source: 'Liste' })).status).toBe(404);
    expect((await api.get(`/collectivities/${theirs.id}`, ours.admin)).status).toBe(404);
    expect((await api.post(`/collectivities/${theirs.id}/settings`, ours.admin, { settings })).status).toBe(404);
    expect(
      (await api.post(`/collectivities/${theirs.id}/keys`, ours.admin, { key: { user: 'intrus', role: 'administrator' } })).status,
    ).toBe(404);
    expect((await api.get('/collectivities', ours.admin)).body.items).toMatchObject([{ id: ours.id }]);
    expect((await api.post('/people', ours.admin, { person })).status).toBe(201);
  });

  test('only an administrator changes reference data', async () => {
    const { id, admin } = await aCollectivity();
    for (const role of ['approver', 'accountant', 'auditor']) {
      const key = await aKey(id, admin, role, role);
      const answers = await Promise.all([
        api.post('/people', key, { person }),
        api.post('/zones', key, { zone }),
        api.post('/programmes', key, { programme }),
        api.post(`/collectivities/${id}/settings`, key, { settings }),
        api.post('/collectivities', key, { settings }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    }
  });

  test('what no record can hold is refused at the edge, naming the field', async () => {
    const { admin } = await aCollectivity();
    for (const broken of ['a\u0000b', 'a\ud800b']) {
      const answer = await api.post('/people', admin, { person: { ...person, givenName: broken } });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ pointer: '/person/givenName' }]);
    }
    expect((await api.get('/people/%00', admin)).status).toBe(404);
  });
});
