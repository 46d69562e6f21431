import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { environment } from '../../../runtime/config';
import { dynamicSettings } from '../../../runtime/temporal-server/launch';
import { settingsFile } from '../../../season/stack/place';
import { services } from '../../../season/stack/services';
import { queues } from '../../../season/stack/workers';
import { deliveryQueue, taskQueue } from '../../../workflows/contract';
import { containers, faultsOf, files, type Files } from './compose-file';

/** What somebody might do to a file one day, and what must then be said. */
const mutants: readonly (readonly [what: string, file: keyof Files, from: string, to: string, said: string])[] = [
  ['a variable is dropped', 'compose', '    TRUST_PROXY: ${TRUST_PROXY:-1}\n', '', 'worker: TRUST_PROXY is nothing'],
  ['a variable is renamed', 'compose', 'NUM_HISTORY_SHARDS', 'HISTORY_SHARDS', 'temporal: HISTORY_SHARDS is 128, not nothing'],
  ['a variable has another value', 'compose', 'BIND_ON_IP: 0.0.0.0', 'BIND_ON_IP: 127.0.0.1', 'temporal: BIND_ON_IP is 127.0.0.1'],
  [
    'a secret has a default',
    'compose',
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}',
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-relais}',
    'postgres: POSTGRES_PASSWORD holds a secret that is known',
  ],
  [
    'a secret is written out',
    'compose',
    "SQL_PASSWORD: '${POSTGRES_PASSWORD:?}'",
    'SQL_PASSWORD: relais',
    'temporal-schema: SQL_PASSWORD holds a secret that is known',
  ],
  [
    'an address holds a password',
    'compose',
    'postgres://relais:${POSTGRES_PASSWORD:?}@',
    'postgres://relais:relais@',
    'api: DATABASE_URL holds a secret that is known',
  ],
  ['a service runs as root', 'compose', 'user: postgres', 'user: root', 'postgres: runs as root'],
  ['an image runs as root', 'dockerfile', 'USER nobody\n', '', 'temporal: runs as root'],
  ['the product’s image runs as root', 'dockerfile', 'USER node\n', 'USER 0:0\n', 'api: runs as root'],
  ['a worker is missing', 'compose', '    deploy: { replicas: 2 }\n', '', 'worker: copies is 1, not 2'],
  ['a part is begun otherwise', 'compose', "['--part', 'api']", "['--part', 'worker']", 'api: command is'],
  ['the server is begun otherwise', 'dockerfile', '"--allow-no-auth", ', '', 'temporal: command is'],
  [
    'a step of the schema is left out',
    'compose',
    '        /opt/temporal/temporal-sql-tool --db temporal_visibility setup-schema -v 0.0\n',
    '',
    'temporal-schema: command is',
  ],
  [
    'a health check is left out',
    'compose',
    "    healthcheck: { test: ['CMD', 'pg_isready', '-h', '127.0.0.1', '-p', '5432', '-U', 'relais'], interval: 2s, retries: 30 }\n",
    '',
    'postgres: health is null',
  ],
  [
    'the server does not wait for its schema',
    'compose',
    'temporal-schema: { condition: service_completed_successfully }',
    'temporal-schema: { condition: service_healthy }',
    'temporal: waits until temporal-schema is healthy',
  ],
  ['a service is added', 'compose', '\nvolumes:\n', '\n  ui:\n    image: ui\n\nvolumes:\n', 'ui: only in the file'],
  [
    'a word of compose is misspelt',
    'compose',
    '    restart: unless-stopped\n    environment:\n      POSTGRES_USER',
    '    restarts: always\n    environment:\n      POSTGRES_USER',
    'schema: /services/postgres',
  ],
];

describe('docker-compose.yml', () => {
  test('is a compose file, and says of every service what the season starts without containers', () => {
    expect(faultsOf(files())).toEqual([]);
  });

  test.each(mutants)('is refused when %s', (_what, file, from, to, said) => {
    const given = files();
    const changed = { ...given, [file]: given[file].replace(from, () => to) };
    expect(changed[file]).not.toBe(given[file]);
    expect(faultsOf(changed).filter((fault) => fault.startsWith(said))).not.toEqual([]);
  });
});

test('every variable of worker and API is one that they read', () => {
  const { worker, api } = services(containers);
  const names = [...Object.keys(worker.environment), ...Object.keys(api.environment)].filter((name) => !['NODE_ENV', 'TZ'].includes(name));
  expect(names.filter((name) => !(name in environment.shape))).toEqual([]);
});

test('the dynamic settings of the production server are those of the embedded one', () => {
  const settings: Readonly<Record<string, readonly [{ readonly value: unknown }]>> = parse(readFileSync(settingsFile, 'utf8'));
  const given = Object.entries(settings).map(([name, [{ value }]]) => `${name}=${JSON.stringify(value)}`);
  expect(given.toSorted()).toEqual([...dynamicSettings].toSorted());
});

test('the queues that the stack watches are those of the workers', () => {
  expect([...queues]).toEqual([taskQueue, deliveryQueue]);
});
