'use strict';
const fs = require('node:fs');
const { join } = require('node:path');

const { root, say } = require('./progress.js');

/**
 * One command at a time prepares a clone. The lock is a folder that holds one file named after its holder: taking it is one `rename`,
 * and taking it from a dead process is one `rename` too, so that two waiting commands never both take it and a kill -9 never keeps it.
 */
const home = join(root, '.relais');
const lock = join(home, 'preparing');
const POLL_MS = 200;
const REMIND_MS = 10_000;

/** Runs `work` while no other command of this clone runs its own. */
async function alone(work) {
  const own = identity(process.pid);
  await acquire(own);
  try {
    return await work();
  } finally {
    fs.rmSync(join(lock, own), { force: true });
    // Someone who waited may have taken the empty folder already.
    succeeds(() => fs.rmdirSync(lock), ['ENOTEMPTY', 'EEXIST', 'ENOENT']);
  }
}

async function acquire(own) {
  const ticket = join(home, `ticket-${own}`);
  fs.mkdirSync(ticket, { recursive: true });
  fs.writeFileSync(join(ticket, own), '');
  let said = 0;
  while (!takes(ticket, own)) {
    if (Date.now() - said > REMIND_MS) {
      said = Date.now();
      say('… une autre commande prépare déjà ce dossier\u00A0: on attend qu’elle ait fini');
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  for (const name of fs.readdirSync(home)) {
    const owner = name.startsWith('ticket-') ? name.slice('ticket-'.length) : null;
    if (owner === own || (owner && !isAlive(owner))) fs.rmSync(join(home, name), { recursive: true, force: true });
  }
}

function takes(ticket, own) {
  if (succeeds(() => fs.renameSync(ticket, lock), ['ENOTEMPTY', 'EEXIST'])) return true;
  let holder;
  if (!succeeds(() => ([holder] = fs.readdirSync(lock)), ['ENOENT'])) return false;
  if (!holder || isAlive(holder)) return false;
  return succeeds(() => fs.renameSync(join(lock, holder), join(lock, own)), ['ENOENT']);
}

/** A pid is given again to other programs; with its start time it names one process. */
function identity(pid) {
  return `${pid}-${startOf(pid)}`;
}

function isAlive(holder) {
  const pid = Number(holder.split('-')[0]);
  return succeeds(() => process.kill(pid, 0), ['ESRCH'], ['EPERM']) && identity(pid) === holder;
}

function startOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold spaces; the start time is the 22nd field of all, the 20th after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '0';
  }
}

function succeeds(act, refusals, successes = []) {
  try {
    act();
    return true;
  } catch (error) {
    if (successes.includes(error.code)) return true;
    if (refusals.includes(error.code)) return false;
    throw error;
  }
}

module.exports = { alone };
