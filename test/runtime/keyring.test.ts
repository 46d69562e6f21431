import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyring, rotateKeyring } from '../../runtime/keyring';
import { seal, unseal } from '../../runtime/sealing';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'relais-keyring-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the keyring', () => {
  it('is made at the first start, readable by its owner alone, and kept afterwards', () => {
    const file = join(folder, 'data', 'keyring.json');
    const made = openKeyring(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['keyring.json']);
    expect(openKeyring(file)).toEqual(made);
  });

  it('opens after a rotation what was sealed before it', () => {
    const file = join(folder, 'keyring.json');
    const before = openKeyring(file);
    const sealed = seal(before, Buffer.from('x'), 'a');
    const after = rotateKeyring(file);
    expect(after.current).not.toBe(before.current);
    expect(openKeyring(file)).toEqual(after);
    expect(Buffer.from(unseal(after, sealed, 'a')).toString()).toBe('x');
    expect(() => unseal(before, seal(after, Buffer.from('x'), 'a'), 'a')).toThrow(`unknown key ${after.current}`);
  });

  it.each([
    ['no JSON', 'secret'],
    ['a key that is too short', '{"current":"a","keys":{"a":"c2VjcmV0"}}'],
    ['a current key that is not among the keys', '{"current":"b","keys":{}}'],
    ['a foreign field', '{"current":"a","keys":{},"secret":1}'],
  ])('refuses a file with %s, without repeating it', (_what, text) => {
    const file = join(folder, 'keyring.json');
    writeFileSync(file, text);
    expect(() => openKeyring(file)).toThrow(/is not a keyring/);
    expect(() => openKeyring(file)).not.toThrow(/c2VjcmV0/);
  });
});
