import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesTransport, mailFileName } from '../../../activities/adapters/files';
import { wallTime } from '../../../domain/dates';
import { anOutgoingMail } from '../mail-builder';
import { mailTransportContract } from '../mail-transport-contract';

const aFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'mails-'));

mailTransportContract('a folder', 1, async () => {
  const folder = await aFolder();
  return {
    transport: filesTransport(join(folder, 'not', 'there', 'yet')),
    received: async () => {
      const names = await readdir(folder, { recursive: true });
      return Promise.all(
        names
          .filter((name) => /\.(eml|tmp)$/.test(name))
          .sort()
          .map((name) => readFile(join(folder, name))),
      );
    },
    stop: () => rm(folder, { recursive: true }),
  };
});

describe('the file of a mail', () => {
  it('is named after the moment and the message, whenever it is written', async () => {
    const mail = await anOutgoingMail();
    expect(mailFileName(mail)).toMatch(/^20260914T093015Z-[0-9a-f]{16}\.eml$/);
    expect(mailFileName(await anOutgoingMail())).toBe(mailFileName(mail));
  });

  it('sorts by time, and differs for two messages of the same second', async () => {
    const [early, late, other] = await Promise.all([
      anOutgoingMail({ date: wallTime(Date.UTC(2026, 8, 14, 9, 59, 59)) }),
      anOutgoingMail({ date: wallTime(Date.UTC(2026, 8, 14, 10)) }),
      anOutgoingMail({ messageId: '<other@rdv.example.fr>', date: wallTime(Date.UTC(2026, 8, 14, 10)) }),
    ]);
    expect(mailFileName(early) < mailFileName(late)).toBe(true);
    expect(mailFileName(other)).not.toBe(mailFileName(late));
  });

  it('is never overwritten by another message of the same name', async () => {
    const folder = await aFolder();
    const mail = await anOutgoingMail();
    const transport = filesTransport(folder);
    await transport.send(mail);
    await expect(transport.send({ ...mail, bytes: Buffer.concat([mail.bytes, Buffer.from('more\r\n')]) })).rejects.toThrow('two messages');
    expect(await readFile(join(folder, mailFileName(mail)))).toEqual(mail.bytes);
    await rm(folder, { recursive: true });
  });

  it('that cannot be written is a failure to try again', async () => {
    const folder = await aFolder();
    await writeFile(join(folder, 'in-the-way'), '');
    await expect(filesTransport(join(folder, 'in-the-way')).send(await anOutgoingMail())).resolves.toEqual({
      kind: 'failed',
      retryable: true,
      reason: 'EEXIST',
    });
    await rm(folder, { recursive: true });
  });
});
