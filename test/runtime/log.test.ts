import { existsSync } from 'node:fs';
import { z } from 'zod';
import { openLog, redact } from '../../runtime/log';
import type { Log } from '../../runtime/log';

function logInto(lines: string[]): Log {
  return openLog({ level: 'debug', program: 'test' }, { write: (line) => void lines.push(line) });
}

const lineOf = (lines: readonly string[]): Readonly<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(lines.at(-1) ?? '{}'));

describe('R-50: a log line holds ids, never a person', () => {
  test('a field that is not listed never reaches the line', () => {
    const lines: string[] = [];
    logInto(lines).info('Commande reçue', { dossier: 'd-1', name: 'Dr Martin', email: 'martin@example.fr', state: { iban: 'FR76' } });
    expect(lineOf(lines)).toMatchObject({ dossier: 'd-1', msg: 'Commande reçue', program: 'test' });
    expect(lines.join('')).not.toMatch(/Martin|martin|FR76/);
  });

  test('a listed field that holds an object is left out', () => {
    const lines: string[] = [];
    logInto(lines).info('x', { dossier: { name: 'Martin' } });
    expect(lineOf(lines)).not.toHaveProperty('dossier');
  });

  test.each([
    ['a link token', 'GET /l/s3cretT0ken-_x?y=1', 's3cretT0ken'],
    ['a link token in a whole address', 'https://h/l/s3cretT0ken refused', 's3cretT0ken'],
    ['a mail address', 'to <jeanne.martin@example.fr>', 'jeanne'],
    ['an IBAN', 'iban FR76 3000 6000 0112 3456 7890 189', '3000 6000'],
    ['an RPPS number', 'rpps 10101234567', '10101234567'],
    ['a telephone number', 'tel 06 12 34 56 78', '12 34'],
    ['a password in an address', 'postgres://u:hunter2@h/b', 'hunter2'],
    ['a bearer key', 'Authorization: Bearer abc.def', 'abc.def'],
    ['a value that a database quotes', 'invalid input syntax for type integer: "Martin"', 'Martin'],
  ])('%s is taken out of a message', (_what, text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  test.each(['0b7e2a51-9c1d-4e8a-9c3f-1234567890ab', 'delivery/cmd_01234', '2026-03-15', 'port 54321'])('%s stays readable', (text) => {
    expect(redact(text)).toBe(text);
  });

  test('an error gives its name, code, redacted message and frames, never its other fields', () => {
    const lines: string[] = [];
    const error = Object.assign(new Error('duplicate key "martin@example.fr"'), {
      code: '23505',
      detail: 'Key (email)=(martin@example.fr)',
    });
    logInto(lines).error('Échec', { command: 'c-1' }, error);
    expect(lineOf(lines)).toMatchObject({ command: 'c-1', fault: { name: 'Error', code: '23505' } });
    expect(lines.join('')).not.toContain('martin');
  });

  test('a derived log keeps its fields on every line', () => {
    const lines: string[] = [];
    logInto(lines).with({ collectivity: 'c-9' }).debug('x', { ms: 3 });
    expect(lineOf(lines)).toMatchObject({ collectivity: 'c-9', ms: 3 });
  });
});

// /dev/full answers ENOSPC to every write: a Linux has it
const onLinux = existsSync('/dev/full') ? describe : describe.skip;
onLinux('a full disk', () => {
  test('refuses the line, not the act that it tells about', () => {
    const log = openLog({ level: 'info', program: 'test', file: '/dev/full' });
    expect(() => log.error('request failed', { status: 507 })).not.toThrow();
    expect(() => log.info('again')).not.toThrow();
  });
});
