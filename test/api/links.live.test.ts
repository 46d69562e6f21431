import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { sealMail } from '../../activities/sealed-mail';
import { instant } from '../../domain/dates';
import { dossierId, type DossierId } from '../../domain/ids';
import { linksWrite, tokenHash, type NewLink } from '../../store/links';
import { together } from '../../store/together';
import { journalOf } from '../../store/journal';
import { typographyFaults } from '../../templates/typography';
import { openRound } from '../activities/engine-setting';
import { postgres } from '../databases';
import { aSiteInput } from '../domain/reference-data';
import { aPersonInput } from '../domain/reference-data';
import { kindOf, linkIn, recipientOf, rehearsal, startRig, type Rig } from '../rig';

const engines = ['PGlite', 'PostgreSQL'] as const;
const missing = (engine: (typeof engines)[number]): string | null =>
  engine === 'PostgreSQL' && process.env['CI'] === undefined ? postgres.missing() : null;
const past = instant('2026-08-01T08:00:00.000Z');
const future = instant('2027-08-01T08:00:00.000Z');

/** What a reader sees of a page: its words, without its tags and its style. */
const wordsOf = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]+>/g, '\n')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

for (const engine of engines) {
  const reason = missing(engine);
  (reason === null ? describe : describe.skip)(`mailed links [${engine}${reason === null ? '' : `, skipped: ${reason}`}]`, () => {
    let rig: Rig;
    let round: DossierId;
    beforeAll(async () => {
      rig = await startRig({ engine, clock: rehearsal(600) }); // no reminder of a signature falls due meanwhile
      const person = aPersonInput({ familyName: 'Martin', givenName: 'Claire', email: 'claire@medecin.example', practice: 'retired' });
      await rig.given('person', 'doctor-1', { type: 'set', person });
    }, 120_000);
    afterAll(() => rig.stop(), 60_000);
    beforeEach(async () => void (round = await openRound(rig, ['doctor-1', 'b'])));

    /** A link as a mail would carry it. */
    const link = async (until = future, ref = 'doctor-1', message = 'given/m0', other: Partial<NewLink> = {}): Promise<string> => {
      const token = randomBytes(32).toString('base64url');
      await rig.context.db.transaction(rig.collectivity, (tx) =>
        together(tx, [
          linksWrite(tx, [
            {
              token,
              collectivity: rig.collectivity,
              noun: 'signature-round',
              dossier: round,
              item: null,
              purpose: 'sign',
              ref,
              message,
              until,
              ...other,
            },
          ]),
        ]),
      );
      return `${rig.url}/l/${token}`;
    };
    const page = async (
      url: string,
      init: RequestInit = {},
    ): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> => {
      const response = await fetch(url, { redirect: 'manual', ...init });
      return { status: response.status, text: await response.text(), headers: response.headers };
    };
    const events = async (): Promise<readonly string[]> =>
      (await rig.context.db.read(rig.collectivity, (tx) => journalOf(tx, 'signature-round', round))).map(
        ({ event }) => (event as { type: string }).type,
      );
    const renewals = async (): Promise<number> => (await rig.mails()).filter((mail) => kindOf(mail) === 'link-renewed').length;

    test('opening a page changes nothing, however often scanners of mail fetch it', async () => {
      const url = await link();
      const before = await rig.context.db.read(rig.collectivity, (tx) =>
        tx.selectFrom('links').selectAll().where('dossier', '=', round).execute(),
      );
      const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => page(url, { method: n % 2 === 0 ? 'GET' : 'HEAD' })));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(answers[1]?.text).toBe('');
      expect(
        await rig.context.db.read(rig.collectivity, (tx) => tx.selectFrom('links').selectAll().where('dossier', '=', round).execute()),
      ).toEqual(before);
      expect(await events()).toEqual([]);
    });

    test('the page makes no choice in advance, needs no script and says in French who asks for what', async () => {
      const { text, headers } = await page(await link());
      expect(text).not.toMatch(/ checked| selected|<script/);
      expect(text).toContain('<html lang="fr">');
      expect(text).toMatch(/<title>Signer la convention – Département de l’Exemple<\/title>/);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(typographyFaults(wordsOf(text))).toEqual([]);
    });

    test('an answer without a choice is not an answer: the page says what lacks, leads to it and keeps what was given', async () => {
      const url = await link();
      expect((await rig.post(url, {})).status).toBe(422);
      const { status, page: text } = await rig.post(url, { choice: 'refuse' });
      expect(status).toBe(422);
      expect(text).toMatch(/<title>Erreur\u00a0: /);
      expect(text).toContain('<a href="#reason">');
      expect(text).toMatch(/aria-describedby="reason-fault"/);
      expect(text).toMatch(/value="refuse" checked/);
      expect(typographyFaults(wordsOf(text))).toEqual([]);
      const unkept = await rig.post(url, { choice: 'refuse', reason: 'content\u0000' });
      expect([unkept.status, unkept.page.includes('caractère invisible')]).toEqual([422, true]);
      expect(await events()).toEqual([]);
    });

    test('twenty answers at once, not all the same, have one effect, and every sender reads what became of the first', async () => {
      const url = await link();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => rig.post(url, n % 2 === 0 ? { choice: 'sign' } : { choice: 'refuse', reason: 'content' })),
      );
      expect(new Set(answers.map(({ status, page: text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(200);
      expect((await events()).filter((type) => type === 'signed' || type === 'refused')).toHaveLength(1);
      expect((await page(url)).text).toContain('C’est enregistré');
      expect((await rig.post(url, { choice: 'refuse', reason: 'content' })).page).toBe(answers[0]?.page);
    }, 60_000);

    test('a refusal does not spend the link: its reader may still answer otherwise', async () => {
      const oneByOne = sql`jsonb_build_array(jsonb_build_array(body -> 'groups' -> 0 -> 0), jsonb_build_array(body -> 'groups' -> 0 -> 1))`;
      await rig.context.db.transaction(rig.collectivity, (tx) =>
        sql`UPDATE signature_rounds SET body = jsonb_set(body, '{groups}', ${oneByOne}) WHERE id = ${round}`.execute(tx),
      );
      const url = await link(future, 'b'); // whose turn has not come
      for (const _again of [1, 2]) expect((await rig.post(url, { choice: 'sign' })).status).toBe(409);
      expect((await rig.post(url, { choice: 'refuse', reason: 'content' })).status).toBe(409);
      const shown = await page(url);
      expect(shown.status).toBe(200);
      expect(shown.text).toContain('<form');
      expect((await events()).filter((type) => type === 'signed' || type === 'refused')).toEqual([]);
      expect((await rig.post(await link(), { choice: 'sign' })).status).toBe(200);
      expect((await rig.post(url, { choice: 'sign' })).status).toBe(200); // the same answer, now that its turn has come
    });

    test('a forged or shortened token opens nothing, and a stored hash is no token', async () => {
      const url = await link();
      const hash = tokenHash(url.slice(-43));
      for (const token of ['x', randomBytes(32).toString('base64url'), url.slice(-43, -1), hash, hash.slice(0, 43)]) {
        expect((await page(`${rig.url}/l/${token}`)).status).toBe(404);
        expect((await rig.post(`${rig.url}/l/${token}`, { choice: 'sign' })).status).toBe(404);
        expect((await rig.post(`${rig.url}/l/${token}/renewal`, {})).status).toBe(404);
      }
    });

    test('a link whose time is over acts no more and offers one thing: a new one', async () => {
      const url = await link(past);
      const { status, text } = await page(url);
      expect(status).toBe(410);
      expect(text).toContain('Recevoir un nouveau lien');
      expect(text.match(/<button/g)).toHaveLength(1);
      expect(text).not.toMatch(/<input|<select/);
      expect(typographyFaults(wordsOf(text))).toEqual([]);
      expect((await rig.post(url, { choice: 'sign' })).status).toBe(410);
      expect(await events()).toEqual([]);
    });

    test('asked for twenty times at once, one new link is mailed, to the address that is known and to none that is typed in', async () => {
      const url = await link(past);
      const before = await renewals();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => rig.post(`${url}/renewal`, { email: 'mallory@evil.example', to: 'mallory@evil.example' })),
      );
      expect(new Set(answers.map(({ status, page: text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]).toMatchObject({ status: 200 });
      expect(answers[0]?.page).toContain('Un nouveau lien vous a été envoyé');
      expect(typographyFaults(wordsOf(answers[0]?.page ?? ''))).toEqual([]);
      const mail = await rig.mail((each) => kindOf(each) === 'link-renewed' && recipientOf(each) === 'claire@medecin.example');
      expect(await renewals()).toBe(before + 1);
      expect(typographyFaults(mail.text ?? '')).toEqual([]);
      expect(await events()).toEqual(['link-renewed']);
      expect((await rig.call('administrator', 'GET', `/signature-rounds/${round}`)).body.version).toBe(1);
      expect((await page(url)).text).toContain('Un nouveau lien vous a été envoyé');

      expect(await rig.post(linkIn(mail), { choice: 'sign' })).toMatchObject({ status: 200 });
      expect(await events()).toContain('signed');
    }, 60_000);

    test('who is named in a dossier only gets it where the expired one was sent', async () => {
      const message = `given.${randomBytes(4).toString('hex')}/m0`;
      const sealed = sealMail(rig.context.keyring, message, {
        name: 'Nom b',
        to: `${message.slice(6, 14)}@parties.example`,
        bytes: Buffer.from(''),
      });
      await rig.context.db.transaction(rig.collectivity, (tx) =>
        tx
          .insertInto('outbox')
          .values({
            collectivity: rig.collectivity,
            id: message,
            command: 'given',
            n: 0,
            kind: 'signature-asked',
            noun: 'signature-round',
            dossier: round,
            ref: 'b',
            uid: null,
            sequence: null,
            method: null,
            message_id: `<${message}>`,
            sealed,
            created_at: 'now',
            status: 'sent',
          })
          .execute(),
      );
      expect((await rig.post(`${await link(past, 'b', message)}/renewal`, {})).status).toBe(200);
      await rig.mail((mail) => kindOf(mail) === 'link-renewed' && recipientOf(mail) === `${message.slice(6, 14)}@parties.example`);
    });

    /** Refused kindly, by every door; whoever left is mailed nothing and changes nothing. */
    async function refusedKindly(url: string, fields: Readonly<Record<string, string>>): Promise<void> {
      const before = await renewals();
      const { status, text } = await page(url);
      expect([status, text.includes('Il n’y a plus rien à faire ici'), text.includes('<form')]).toEqual([410, true, false]);
      expect(text).toContain('qui n’est plus notre interlocutrice');
      expect(text).toContain('sante@departement.example');
      expect(typographyFaults(wordsOf(text))).toEqual([]);
      expect(await rig.post(url, fields)).toEqual({ status: 410, page: text });
      expect((await rig.post(`${url}/renewal`, {})).status).toBe(410);
      expect((await page(`${url}/document`)).status).toBe(410);
      expect(await renewals()).toBe(before);
    }

    test('a contact whom the site has replaced acts no more by the links of before, neither in time nor late; the new one does', async () => {
      const id = `site-${randomBytes(4).toString('hex')}`;
      const site = aSiteInput();
      const row = { collectivity: rig.collectivity, id, version: 1, closed: false, next_due: null, status: 'active', epci: site.epci };
      await rig.context.db.transaction(rig.collectivity, (tx) =>
        tx
          .insertInto('sites')
          .values({ ...row, body: JSON.stringify(site) })
          .execute(),
      );
      round = await openRound(rig, [`${id}.accueil`, `${id}.gerance`]);
      const url = await link(future, `${id}.accueil`);
      expect((await page(url)).status).toBe(200);
      const body = JSON.stringify({
        ...site,
        contacts: site.contacts.map((each) => (each.key === 'accueil' ? { ...each, key: 'k2' } : each)),
      });
      await rig.context.db.transaction(rig.collectivity, (tx) => tx.updateTable('sites').set({ body }).where('id', '=', id).execute());
      await refusedKindly(url, { choice: 'sign' });
      await refusedKindly(await link(past, `${id}.accueil`), { choice: 'sign' });
      expect(await events()).toEqual([]);
      expect(await rig.post(await link(future, `${id}.gerance`), { choice: 'sign' })).toMatchObject({ status: 200 });
    });

    test.each([
      ['settle-cover', 'cover', { outcome: 'cancelled', reason: 'Personne' }],
      ['accountant-month', 'month-closing', { act: 'acknowledge' }],
      ['accountant-month', 'statement', { act: 'acknowledge' }],
      ['cdom-answer', 'engagement', { answer: 'authorise' }],
      ['contract-receipt', 'cover', { name: 'Ancien' }],
    ])('whom the collectivity no longer names acts no more by a link to %s of a %s', async (purpose, noun, fields) => {
      for (const until of [future, past])
        await refusedKindly(await link(until, 'former', 'given/m0', { noun, purpose, item: 'registration' }), fields);
      expect(await events()).toEqual([]);
    });

    test('no new link is mailed for what no longer waits, nor for a link that still works', async () => {
      const before = await renewals();
      const expired = await link(past);
      const living = await link();
      const redirected = await page(`${living}/renewal`, { method: 'POST' });
      expect([redirected.status, redirected.headers.get('location')]).toEqual([303, living]);
      expect(await rig.post(living, { choice: 'refuse', reason: 'content' })).toMatchObject({ status: 200 });
      const answer = await rig.post(`${expired}/renewal`, {});
      expect(answer.status).toBe(410);
      expect(answer.page).toContain('Il n’y a plus rien à faire ici');
      expect(await renewals()).toBe(before);
      expect(dossierId(round)).toBe(round);
    });
  });
}
