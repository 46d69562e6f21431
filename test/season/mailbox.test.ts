import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant } from '../../domain/dates';
import { postOffice } from '../../season/mailbox';
import { testFolder } from '../databases';

const folder = testFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const arrives = (id: string, date: string, file = id): void =>
  writeFileSync(
    join(folder, `${file}.eml`),
    `Date: ${date}\r\nMessage-ID: <${id}@relais.invalid>\r\nTo: a@b.example\r\nSubject: x\r\n\r\nBonjour\r\n`,
  );

test('a rehearsal reads what is dated from its first moment to its now; an earlier one over the same data mails for itself', async () => {
  const post = postOffice(folder, { origin: instant('2026-09-01T06:00:00.000Z'), now: () => instant('2026-10-01T06:00:00.000Z') });
  arrives('before', 'Tue, 01 Sep 2026 07:59:59 +0200');
  arrives('first', 'Tue, 01 Sep 2026 08:00:00 +0200');
  arrives('now', 'Thu, 01 Oct 2026 08:00:00 +0200');
  arrives('of-next-year', 'Fri, 01 Oct 2027 08:00:00 +0200');
  expect((await post.fresh()).map(({ messageId }) => messageId)).toEqual(['<first@relais.invalid>', '<now@relais.invalid>']);
  expect(await post.fresh()).toEqual([]);
  arrives('first', 'Tue, 01 Sep 2026 08:00:00 +0200', 'again');
  expect(await post.fresh()).toEqual([]);
  expect(post.all()).toHaveLength(2);
  expect(post.doubles()).toBe(1);
});
