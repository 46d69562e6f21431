import { randomBytes } from 'node:crypto';
import { SealError, openText, seal, sealText, unseal } from '../../runtime/sealing';
import type { Keyring } from '../../runtime/sealing';

function aKeyring(...kids: [string, ...string[]]): Keyring {
  return { current: kids[0], keys: new Map(kids.map((kid) => [kid, randomBytes(32)])) };
}

const words = Buffer.from('https://relais.example/l/jeton');

describe('sealing', () => {
  it('a text sealed twice for one owner is the same bytes, so that a request sent twice is one; for another owner it is not', () => {
    const keyring = aKeyring('a');
    const iban = 'FR7630006000011234567890189';
    expect(sealText(keyring, iban, 'creditor/1')).toBe(sealText(keyring, iban, 'creditor/1'));
    expect(sealText(keyring, iban, 'creditor/2')).not.toBe(sealText(keyring, iban, 'creditor/1'));
    expect(openText(keyring, sealText(keyring, iban, 'creditor/1'), 'creditor/1')).toBe(iban);
  });

  it('gives back what was sealed, under the same name only', () => {
    const keyring = aKeyring('a');
    const sealed = seal(keyring, words, 'outbox/1');
    expect(Buffer.from(unseal(keyring, sealed, 'outbox/1'))).toEqual(words);
    expect(() => unseal(keyring, sealed, 'outbox/2')).toThrow(/altered or belong elsewhere/);
  });

  it('shows nothing of the bytes and never the same text twice', () => {
    const keyring = aKeyring('a');
    const [one, two] = [seal(keyring, words, ''), seal(keyring, words, '')];
    expect(Buffer.from(one).includes('jeton')).toBe(false);
    expect(one).not.toEqual(two);
  });

  it('still opens what a former key sealed', () => {
    const before = aKeyring('a', 'b');
    const after: Keyring = { current: 'b', keys: before.keys };
    expect(Buffer.from(unseal(after, seal(before, words, 'x'), 'x'))).toEqual(words);
  });

  it('names the key that is missing', () => {
    expect(() => unseal(aKeyring('b'), seal(aKeyring('a'), words, 'x'), 'x')).toThrow('unknown key a');
  });

  it('refuses bytes of which any single one was changed, and bytes cut short', () => {
    const keyring = aKeyring('a');
    const sealed = seal(keyring, words, 'x');
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => unseal(keyring, altered, 'x')).toThrow(SealError);
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => unseal(keyring, sealed.subarray(0, length), 'x')).toThrow(SealError);
  });
});
