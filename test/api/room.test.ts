import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { linkFailure } from '../../api/link-failures';
import { ProblemError } from '../../api/problems';
import { fullDisk, roomFirst } from '../../api/room';
import type { Service } from '../../api/service';
import { isRoomy, noRoom, roomOn } from '../../runtime/room';
import { openLog } from '../../runtime/log';
import { typographyFaults } from '../../templates/typography';

const MIB = 1024 * 1024;

test.each([
  ['100 MiB and files left', { bavail: 100, bsize: MIB, files: 10, ffree: 1 }, true],
  ['one block less', { bavail: 99, bsize: MIB, files: 10, ffree: 1 }, false],
  ['no file left', { bavail: 5_000, bsize: MIB, files: 10, ffree: 0 }, false],
  ['a file system that does not count files', { bavail: 5_000, bsize: MIB, files: 0, ffree: 0 }, true],
])('a disk with %s has room: %s %s', (_what, left, roomy) => expect(isRoomy(left)).toBe(roomy));

test('a folder that is not there yet refuses nothing', () => expect(roomOn(['/nowhere/at/all'])()).toBe(true));

test('what a full disk makes people read is printed as French is', () =>
  expect([fullDisk.title, fullDisk.detail ?? '', noRoom].flatMap(typographyFaults)).toEqual([]));

describe('a full disk', () => {
  let full = true;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const service: Pick<Service, 'hasRoom' | 'log'> = { hasRoom: () => !full, log: openLog({ level: 'silent', program: 'test' }) };
    const app = express();
    const whole = service as Service;
    app.use(roomFirst(whole));
    app.use((_request, response) => void response.send('done'));
    app.use(linkFailure(whole));
    server = createServer(app);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => void server.close());

  test('refuses an act before it is begun, on a link’s page in words for whoever came from a mail', async () => {
    const said = await fetch(url, { method: 'POST' });
    expect([said.status, said.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await said.text()).toContain('n’a pas été enregistrée');
  });

  test('lets everybody read', async () => expect((await fetch(url)).status).toBe(200));

  test('takes acts again as soon as there is room', async () => {
    full = false;
    expect((await fetch(url, { method: 'POST' })).status).toBe(200);
    full = true;
  });

  test('is 507 for a program, with what is to be done', () => {
    const { problem } = new ProblemError(fullDisk);
    expect([problem.status, problem.type]).toEqual([507, 'urn:relais:problem:disk-full']);
    expect(problem.detail).toContain('RELAIS_DATA');
  });
});
