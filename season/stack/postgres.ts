import type { ChildProcess } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asPostgres, postgresAccount, postgresPrograms } from './debian';
import type { Service } from './services';
import { begin, environmentOf, healthy, over, type Ground } from './started';

/** The folder of the server's programs, or why there is no server to be had. */
export function installedPostgres(): string {
  const bin = postgresPrograms();
  if (bin === null) throw new Error('La pile de production demande PostgreSQL\u00A0: apt install postgresql.');
  if (postgresAccount() === null) throw new Error('PostgreSQL refuse le compte root, et il n’y a pas de compte «\u00A0postgres\u00A0».');
  return bin;
}

/** What its image does in a container: a cluster of its own with one account and one database, then the server. */
export async function startPostgres(ground: Ground, port: string, service: Service): Promise<ChildProcess> {
  const { POSTGRES_USER: user = '', POSTGRES_PASSWORD: password = '', POSTGRES_DB: database = '' } = service.environment;
  const folder = privateFolder(ground);
  const secret = join(folder, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  own(secret);
  const data = join(folder, 'data');
  const made = (service.environment['POSTGRES_INITDB_ARGS'] ?? '').split(' ');
  const laid = ['-D', data, '-U', user, '-A', 'scram-sha-256', `--pwfile=${secret}`, ...made];
  await over(ground, 'initdb', asServer('initdb', laid));
  const [program = '', ...settings] = service.command;
  const here = [`listen_addresses=127.0.0.1`, `port=${port}`, `unix_socket_directories=${folder}`];
  const child = begin(ground, 'postgres', asServer(program, ['-D', data, ...here.flatMap((each) => ['-c', each]), ...settings]));
  await healthy(ground, 'postgres', child, service);
  await over(ground, 'createdb', {
    command: ['createdb', '-h', '127.0.0.1', '-p', port, '-U', user, database],
    environment: { ...environmentOf(ground, service), PGPASSWORD: password },
  });
  return child;
}

function asServer(program: string, args: readonly string[]): Pick<Service, 'command' | 'environment'> {
  const [command, rest] = asPostgres(join(installedPostgres(), program), args);
  return { command: [command, ...rest], environment: {} };
}

function privateFolder({ folder }: Ground): string {
  const own_ = join(folder, 'postgres');
  mkdirSync(own_, { mode: 0o700 });
  own(own_);
  return own_;
}

function own(path: string): void {
  const account = postgresAccount();
  if (account !== null) chownSync(path, account.uid, account.gid);
}
