import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { environment, projectRoot, readConfig } from '../../runtime/config';
import type { Config } from '../../runtime/config';

function configOf(env: Readonly<Record<string, string>>): Config {
  const reading = readConfig(env);
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  return reading.config;
}

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  const reading = readConfig(env);
  return reading.ok ? [] : reading.faults;
}

describe('the configuration is one schema, read once', () => {
  test('an empty environment starts the embedded product on this machine only', () => {
    const config = configOf({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: undefined,
      processes: 'single',
      trustedProxies: 0,
      mail: { smtpUrl: undefined, from: 'rdv@relais.invalid', ratePerMinute: 60 },
    });
    expect(config.data).toBe(join(projectRoot(), 'data'));
    expect(config.databaseUrl).toBe(`pglite:${join(projectRoot(), 'data', 'records')}`);
    expect(config.temporal).toMatchObject({ address: undefined, namespace: 'relais', tls: false });
  });

  test('no secret has a default', () => {
    const config = configOf({});
    expect([config.temporal.apiKey, config.mail.smtpUrl]).toEqual([undefined, undefined]);
  });

  test('a name without a value is a name that is not set', () => {
    expect(configOf({ RELAIS_PORT: '', LOG_LEVEL: ' ' })).toEqual(configOf({}));
  });

  test.each([
    ['RELAIS_PORT', '0'],
    ['RELAIS_PORT', '65536'],
    ['RELAIS_PORT', '80a'],
    ['TEMPORAL_PORT', '-1'],
    ['TEMPORAL_UI_PORT', '1e3'],
    ['RELAIS_HOST', 'un hôte'],
    ['RELAIS_PROCESSES', 'double'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10'],
    ['PUBLIC_URL', 'relais.example'],
    ['PUBLIC_URL', 'ftp://relais.example'],
    ['DATABASE_URL', 'mysql://localhost/relais'],
    ['DATABASE_URL', 'pglite:'],
    ['TEMPORAL_ADDRESS', 'http://localhost:7233'],
    ['TEMPORAL_ADDRESS', 'localhost'],
    ['TEMPORAL_NAMESPACE', 'un espace'],
    ['TEMPORAL_TLS', '1'],
    ['TEMPORAL_TLS', 'TRUE'],
    ['SMTP_URL', 'localhost:25'],
    ['MAIL_FROM', 'relais'],
    ['MAIL_RATE_PER_MINUTE', '0'],
    ['MAIL_RATE_PER_MINUTE', '19'],
    ['MAIL_RATE_PER_MINUTE', '6001'],
    ['MAIL_RATE_PER_MINUTE', '1e3'],
    ['LOG_LEVEL', 'verbose'],
  ])('%s refuses «%s», naming itself, in French', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}\u00A0: valeur refusée, il faut .+\\.$`));
  });

  test('every fault is told at once', () => {
    const faults = faultsOf({ RELAIS_PORT: 'x', LOG_LEVEL: 'x', SMTP_URL: 'x', TEMPORAL_TLS: 'oui' });
    expect(faults.map((fault) => fault.slice(0, fault.indexOf('\u00A0'))).toSorted()).toEqual([
      'LOG_LEVEL',
      'RELAIS_PORT',
      'SMTP_URL',
      'TEMPORAL_TLS',
    ]);
  });

  test('a fault never repeats the value: it may be a secret', () => {
    expect(faultsOf({ SMTP_URL: 'motdepasse@hote', DATABASE_URL: 'motdepasse' }).join('\n')).not.toContain('motdepasse');
  });

  test.each([
    ['true', true],
    ['false', false],
  ])('TEMPORAL_TLS=%s is the boolean %s', (value, expected) => {
    expect(configOf({ TEMPORAL_TLS: value }).temporal.tls).toBe(expected);
  });

  test.each(['20', '60', '6000'])('a relay may be given %s mails a minute', (rate) => {
    expect(configOf({ MAIL_RATE_PER_MINUTE: rate }).mail.ratePerMinute).toBe(Number(rate));
  });

  test('an API key turns TLS on', () => {
    expect(configOf({ TEMPORAL_API_KEY: 'k' }).temporal.tls).toBe(true);
  });

  test.each(['pglite:/srv/relais', 'postgres://u:p@h:5432/b', 'postgresql://h/b', 'postgres://u@/b?host=%2Ftmp'])(
    '%s names a database',
    (url) => {
      expect(configOf({ DATABASE_URL: url }).databaseUrl).toBe(url);
    },
  );

  test.each(['localhost:7233', '10.0.0.1:7233', '[::1]:7233'])('%s names a Temporal server', (address) => {
    expect(configOf({ TEMPORAL_ADDRESS: address }).temporal.address).toBe(address);
  });

  test('the public address carries no final slash: paths are added to it', () => {
    expect(configOf({ PUBLIC_URL: 'https://relais.example/' }).publicUrl).toBe('https://relais.example');
  });
});

describe('a secret may come in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relais-config-'));
  const file = join(folder, 'secret');
  beforeAll(() => writeFileSync(file, 'smtp://u:p@localhost:2525\n'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('its content is the value, without the final line break', () => {
    expect(configOf({ SMTP_URL_FILE: file }).mail.smtpUrl).toBe('smtp://u:p@localhost:2525');
  });

  test('value and file together are a fault', () => {
    expect(faultsOf({ SMTP_URL_FILE: file, SMTP_URL: 'smtp://localhost' })).toEqual([expect.stringMatching(/^SMTP_URL_FILE\u00A0: /)]);
  });

  test('a file that cannot be read is a fault, told with the others', () => {
    expect(faultsOf({ SMTP_URL_FILE: join(folder, 'missing'), RELAIS_PORT: 'x' })).toHaveLength(2);
  });
});

describe('docker-compose.yml', () => {
  const text = readFileSync(join(projectRoot(), 'docker-compose.yml'), 'utf8');
  const block = /environment: &environment\n((?: {4}.*\n)+)/.exec(text)?.[1] ?? '';
  const given = Object.fromEntries([...block.matchAll(/^ {4}([A-Z_]+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
  /** As compose reads them: what has no value here takes its own default. */
  const values = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1').replaceAll(/\$\{[A-Z_]+:\?[^}]*\}/g, 'x'),
    ]),
  );

  test('gives worker and API no variable that the schema lacks, and values that it takes', () => {
    expect(Object.keys(given).length).toBeGreaterThan(7);
    expect(Object.keys(given).filter((name) => !Object.hasOwn(environment.shape, name))).toEqual([]);
    expect(faultsOf({ ...values, PUBLIC_URL: 'https://relais.example', MAIL_FROM: 'rdv@relais.example' })).toEqual([]);
  });

  test('believes the one proxy that it says stands before its port', () => {
    expect(text).toContain('A reverse proxy with TLS stands before this port');
    expect(configOf({ TRUST_PROXY: values['TRUST_PROXY'] ?? '' }).trustedProxies).toBe(1);
  });
});

describe('.env.example', () => {
  const text = readFileSync(join(projectRoot(), '.env.example'), 'utf8');
  const lines = text.split('\n');
  const given = Object.fromEntries(
    lines
      .flatMap((line) => /^([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) ?? [])
      .flatMap((part, at, all) => (at % 2 ? [] : [[part, all[at + 1] ?? '']])),
  );

  test('names each variable of the schema, once, and no other', () => {
    const names = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(names.toSorted()).toEqual(Object.keys(environment.shape).toSorted());
  });

  test('explains each of them', () => {
    const bare = lines.filter((line, at) => /^[A-Z_]+=/.test(line) && !/^(#|[A-Z_]+=)/.test(lines[at - 1] ?? ''));
    expect(bare).toEqual([]);
  });

  test('shows the defaults, and is itself a valid environment', () => {
    expect(configOf(given)).toEqual(configOf({}));
  });
});
