import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import PostalMime from 'postal-mime';
import { mimeBytes } from '../../activities/mime';
import { parseCsv } from '../../api/csv';
import { documentReply } from '../../api/documents';
import { aStatement } from '../../bench/documents/statement-samples';
import { isPlain } from '../../domain/plain-text';
import { openLog } from '../../runtime/log';
import { keepBytes } from '../../store/documents';
import { calendarInvite } from '../../templates/calendar-invite';
import { inviteFaults } from '../../templates/calendar-invite/lint';
import { consolePage } from '../../templates/pages/console/frame';
import { linkPage } from '../../templates/pages/link-page';
import { renderStatement } from '../../templates/statement-pdf';
import { csv, quoted } from '../../templates/statement-table';
import { workbook } from '../../templates/workbook';
import { aLetter } from '../activities/letter-builder';
import { mailParts } from '../activities/mail-builder';
import { anInvite } from '../templates/calendar-invite/invite-builder';
import { readPdf, readText } from '../templates/pdf/read-pdf';
import { hostileTexts } from './texts';

/** As if all of it had been kept before anything was refused at the door: each form must be safe by itself. */
const tagsOf = (html: string): readonly string[] =>
  [
    ...html
      .replaceAll('<br>', '')
      .replaceAll('<br />', '')
      .matchAll(/<(\/?[a-zA-Z!][^\s>]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g),
  ].map(([, tag, attributes = '']) => `${tag} ${[...attributes.matchAll(/([^\s=]+)(?:="[^"]*")?/g)].map(([, name]) => name).join()}`);

describe('in CSV', () => {
  test.each(hostileTexts)('$name stays one cell that no spreadsheet runs', ({ text }) => {
    const table = csv([
      ['"a"', '"b"'],
      [quoted(text), quoted('fin')],
    ]);
    const { rows, faults } = parseCsv(table.replaceAll('\ufffd', '?'));
    expect(faults).toEqual([]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.cells['b']).toBe('fin');
    expect(rows[0]?.cells['a']).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
    expect(isPlain(table)).toBe(true);
  });
});

describe('in XLSX', () => {
  test.each(hostileTexts)('$name is a text of one cell, in a file that is whole', ({ text }) => {
    const column = { heading: 'Nom', width: 10 };
    const bytes = workbook({
      title: text,
      engine: 'Relais',
      sheets: [{ name: 'Lignes', columns: [column], rows: [[{ type: 'text', value: text }]], foot: [] }],
    });
    for (const part of Object.values(unzipSync(bytes)).map((each) => strFromU8(each))) {
      expect(isPlain(part)).toBe(true);
      expect(part).not.toMatch(/<f>|<script|&(?!amp;|lt;|gt;|quot;|apos;|#)/);
    }
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet.match(/<row /g)).toHaveLength(2);
    expect(sheet.match(/<c /g)).toHaveLength(2);
  });
});

describe('in an invitation', () => {
  test.each(hostileTexts)('$name is escaped and folded, and adds no property', ({ text }) => {
    const words = { summary: `Consultation ${text}`, location: text, description: text };
    const written = calendarInvite(anInvite({ ...words, attendee: { name: text, email: 'jeanne.martin@medecin.example' } }));
    expect(inviteFaults(written)).toEqual([]);
    expect(isPlain(written)).toBe(true);
    expect(written.match(/\r\nATTENDEE[;:]/g)).toHaveLength(1);
    expect(written).not.toMatch(/\r\nBcc/);
  });
});

describe('in a mail', () => {
  test.each(hostileTexts)('$name adds no header and no recipient', async ({ text }) => {
    const letter = aLetter({
      subject: text,
      greeting: text,
      paragraphs: [text],
      facts: [['Lieu', text]],
      sender: text,
      contact: { name: text, email: 'a@b.example' },
    });
    const plain = await mimeBytes(mailParts());
    const bytes = await mimeBytes(
      mailParts({ letter, to: { name: text, address: 'jeanne.martin@medecin.example' }, from: { name: text, address: 'rdv@example.fr' } }),
    );
    const [read, usual] = await Promise.all([PostalMime.parse(bytes), PostalMime.parse(plain)]);
    expect(read.headers.map(({ key }) => key)).toEqual(usual.headers.map(({ key }) => key));
    expect([read.from?.address, read.to?.map(({ address }) => address), read.cc, read.bcc]).toEqual([
      'rdv@example.fr',
      ['jeanne.martin@medecin.example'],
      undefined,
      undefined,
    ]);
    expect(bytes.toString('latin1').replaceAll('\r\n', '')).toMatch(/^[\x20-\x7e\t]*$/);
    expect(isPlain(`${read.text ?? ''}${read.subject ?? ''}${read.html ?? ''}`)).toBe(true);
    expect(tagsOf(read.html ?? '')).toEqual(
      tagsOf((await PostalMime.parse(await mimeBytes(mailParts({ letter: { ...letter, greeting: 'x', paragraphs: ['x'] } })))).html ?? ''),
    );
  });
});

describe('on a page', () => {
  const page = (text: string): string =>
    linkPage({
      title: text,
      paragraphs: [text],
      facts: [[text, text]],
      form: {
        fields: [
          { kind: 'text', name: 'reason', label: text, hint: text, required: false },
          { kind: 'radio', name: 'answer', label: text, choices: [{ value: text, label: text }] },
        ],
        submit: text,
        faults: { reason: text },
        given: { reason: [text], answer: [text] },
      },
      sender: text,
      specimen: true,
    });
  test.each(hostileTexts)('$name changes no tag and no attribute of a link’s page', ({ text }) => {
    const checked = page('mot');
    expect(tagsOf(page(text))).toEqual(tagsOf(checked));
    expect(isPlain(page(text))).toBe(true);
  });

  test.each(hostileTexts)('$name changes no tag and no attribute of the console', ({ text }) => {
    const shown = (word: string): string =>
      consolePage(
        {
          title: word,
          section: null,
          user: { name: word, role: 'administrator', csrf: 'c' },
          collectivity: { label: word, specimen: true },
          notice: word,
        },
        word,
      );
    expect(tagsOf(shown(text))).toEqual(tagsOf(shown('mot')));
    expect(isPlain(shown(text))).toBe(true);
  });
});

describe('as the name of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relais-names-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(hostileTexts)('$name is one word that no header and no disk can misread', async ({ text }) => {
    const { sha256, size } = await keepBytes(folder, Buffer.from('%PDF-1.7'));
    const row = {
      id: 'd-1',
      noun: 'convention',
      dossier: 'c-1',
      kind: 'convention',
      name: text,
      mediaType: 'application/pdf',
      sha256,
      size,
      command: 'c',
      source: Buffer.alloc(0),
    };
    const said = documentReply(folder, row, 'attachment')?.headers?.['Content-Disposition'];
    expect(said).toMatch(/^attachment; filename="[A-Za-z0-9_][A-Za-z0-9._-]*"$/);
  });
});

describe('in the log', () => {
  test.each(hostileTexts)('$name leaves one line per entry', ({ text }) => {
    const lines: string[] = [];
    openLog({ level: 'info', program: 'test' }, { write: (line) => void lines.push(line) }).error(
      text,
      { dossier: text, path: text },
      new Error(text),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith('\n')).toBe(true);
    // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
    expect(lines[0]?.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 50 });
  });
});

describe('in a PDF', () => {
  test.each(hostileTexts)('$name is drawn as it is read, or refused by the letter that has no glyph', ({ text }) => {
    const drawn = drawnOrRefused(text.slice(0, 200));
    expect(drawn.refusal).toMatch(/^$|^no glyph for U\+[0-9A-F]{4}$/);
    const objects = Buffer.from(drawn.bytes)
      .toString('latin1')
      .replaceAll(/stream\r?\n[\s\S]*?endstream/g, ''); // deflated bytes may spell anything
    expect(objects).not.toMatch(/\/JavaScript|\/JS\b|\/URI\b|\/Launch|\/OpenAction/);
    expect(drawn.bytes.length === 0 || isPlain(readText(readPdf(drawn.bytes).tree))).toBe(true);
  });
});

function drawnOrRefused(number: string): { readonly bytes: Uint8Array; readonly refusal: string } {
  try {
    return { bytes: renderStatement(aStatement(undefined, { number })), refusal: '' };
  } catch (error) {
    return { bytes: new Uint8Array(), refusal: error instanceof RangeError ? error.message : 'another error' };
  }
}
