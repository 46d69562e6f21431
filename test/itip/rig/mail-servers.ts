import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../../../runtime/guard';

/** Postfix takes mails on a free port of this machine, hands them to Dovecot by LMTP, and Dovecot shows them by IMAP. */
export type MailServers = {
  readonly smtpPort: number;
  readonly imapPort: number;
  /** the end of both logs */
  readonly lastWords: () => string;
  /** what outlived it, so nothing */
  readonly stop: () => Promise<readonly string[]>;
};

export const imapPassword = 'essai';
const packages = ['postfix', 'dovecot-imapd', 'dovecot-lmtpd'];
const programs = ['/usr/sbin/postfix', '/usr/sbin/dovecot', '/usr/lib/dovecot/imap', '/usr/lib/dovecot/lmtp'];
const policy = '/usr/sbin/policy-rc.d';

/** Why the rig cannot run on this machine, or null; what Debian's packages bring is installed. */
export function obstacle(): string | null {
  if (process.getuid?.() !== 0) return 'Postfix ne démarre que pour root\u00A0: relancez avec sudo';
  if (programs.every((program) => existsSync(program))) return null;
  if (spawnSync('apt-get', ['--version']).status !== 0) return 'ni Postfix et Dovecot, ni apt-get pour les installer';
  install();
  return programs.every((program) => existsSync(program)) ? null : 'apt-get n’a pas pu installer Postfix et Dovecot';
}

/** Debian starts what it installs: for the time of the installation the machine says that nothing is to be started. */
function install(): void {
  console.log(`Installation des paquets Debian ${packages.join(', ')}…`);
  const own = !existsSync(policy);
  if (own) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { env, stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    if (own) rmSync(policy);
  }
}

export async function startMailServers(): Promise<MailServers> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-mail-'));
  // Postfix's and Dovecot's own users walk through it
  chmodSync(folder, 0o755);
  const [smtpPort, lmtpPort, imapPort] = await freePorts();
  const watchdog = leash(folder);
  try {
    writePostfix(folder, smtpPort, lmtpPort);
    writeDovecot(folder, lmtpPort, imapPort);
    execFileSync('dovecot', ['-c', dovecotConfig(folder)], { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('postfix', ['-c', postfixConfig(folder), 'start'], { stdio: 'ignore' });
    for (const port of [lmtpPort, imapPort, smtpPort]) await answering(port);
  } catch (error) {
    await ended(watchdog);
    throw error;
  }
  return {
    smtpPort,
    imapPort,
    lastWords: () =>
      [join(folder, 'postfix-data', 'mail.log'), join(folder, 'dovecot.log')]
        .flatMap((path) => (existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(-8) : []))
        .join('\n'),
    stop: async () => {
      const pids = serverPids(folder);
      await ended(watchdog);
      return pids.filter(isAlive).map((pid) => `processus ${pid}`);
    },
  };
}

const postfixConfig = (folder: string): string => join(folder, 'postfix');
const dovecotConfig = (folder: string): string => join(folder, 'dovecot.conf');

/** The kernel closes the pipe however this process ends, kill -9 included; the watchdog then stops both servers and clears the folder. */
function leash(folder: string): ChildProcess {
  const script = 'trap "" INT TERM HUP; read _; postfix -c "$1/postfix" stop; dovecot -c "$1/dovecot.conf" stop; sleep 0.2; rm -rf "$1"';
  return spawn('/bin/sh', ['-c', script, 'watchdog', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
}

async function ended(watchdog: ChildProcess): Promise<void> {
  const exit = new Promise<void>((done) => watchdog.once('exit', () => done()));
  watchdog.stdin?.end();
  await exit;
}

/** As Debian's own master.cf has them, none in a chroot: name, socket, private, unprivileged, chroot, wake-up, processes, program. */
const inner = [
  'cleanup unix n - n - 0 cleanup',
  'qmgr unix n - n 300 1 qmgr',
  'rewrite unix - - n - - trivial-rewrite',
  'bounce unix - - n - 0 bounce',
  'defer unix - - n - 0 bounce',
  'trace unix - - n - 0 bounce',
  'proxymap unix - - n - - proxymap',
  'error unix - - n - - error',
  'retry unix - - n - - error',
  'lmtp unix - - n - - lmtp',
  'anvil unix - - n - 1 anvil',
  'scache unix - - n - 1 scache',
  'postlog unix-dgram n - n - 1 postlogd',
];

function writePostfix(folder: string, smtpPort: number, lmtpPort: number): void {
  const base = postfixConfig(folder);
  for (const name of ['', '-spool', '-data']) mkdirSync(`${base}${name}`, { mode: 0o755 });
  execFileSync('chown', ['postfix', `${base}-data`]);
  const settings = [
    'compatibility_level = 3.6',
    `queue_directory = ${base}-spool`,
    `data_directory = ${base}-data`,
    `maillog_file = ${base}-data/mail.log`,
    `maillog_file_prefixes = ${folder}`,
    'myhostname = mx.rig.invalid',
    'mydestination =',
    'alias_maps =',
    'mynetworks = 127.0.0.0/8',
    'inet_interfaces = 127.0.0.1',
    'inet_protocols = ipv4',
    'smtp_dns_support_level = disabled',
    'virtual_mailbox_domains = static:all',
    `virtual_transport = lmtp:inet:127.0.0.1:${lmtpPort}`,
    'smtpd_relay_restrictions = permit_mynetworks, reject',
    // nothing may leave this machine
    'default_transport = error:this rig keeps its mail',
  ];
  writeFileSync(join(base, 'main.cf'), `${settings.join('\n')}\n`);
  const services = [`127.0.0.1:${smtpPort} inet n - n - - smtpd`, ...inner];
  writeFileSync(join(base, 'master.cf'), `${services.join('\n')}\n`);
}

function writeDovecot(folder: string, lmtpPort: number, imapPort: number): void {
  const home = join(folder, 'mailboxes');
  mkdirSync(home);
  execFileSync('chown', ['mail:mail', home]);
  const lines = [
    'protocols = imap lmtp',
    'listen = 127.0.0.1',
    `base_dir = ${folder}/dovecot-run`,
    `log_path = ${folder}/dovecot.log`,
    'ssl = no',
    'disable_plaintext_auth = no',
    `mail_location = maildir:${home}/%d/%n`,
    'mail_uid = mail',
    'mail_gid = mail',
    'first_valid_uid = 1',
    `passdb {\n  driver = static\n  args = password=${imapPassword}\n}`,
    `userdb {\n  driver = static\n  args = uid=mail gid=mail home=${home}/%d/%n allow_all_users=yes\n}`,
    `service imap-login {\n  inet_listener imap {\n    port = ${imapPort}\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}`,
    `service lmtp {\n  inet_listener lmtp {\n    port = ${lmtpPort}\n  }\n}`,
  ];
  writeFileSync(dovecotConfig(folder), `${lines.join('\n')}\n`);
}

async function freePorts(): Promise<readonly [number, number, number]> {
  const servers = await Promise.all(
    [0, 1, 2].map(
      () =>
        new Promise<ReturnType<typeof createServer>>((done) => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => done(server));
        }),
    ),
  );
  const [one = 0, two = 0, three = 0] = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return [one, two, three];
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).once('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await pause(100);
  }
  throw new Error(`nobody answers on port ${port}`);
}

function serverPids(folder: string): readonly number[] {
  return [join(folder, 'postfix-spool', 'pid', 'master.pid'), join(folder, 'dovecot-run', 'master.pid')]
    .filter((path) => existsSync(path))
    .map((path) => Number(readFileSync(path, 'utf8').trim()));
}
