import { frenchInstant, instant } from '../../domain/dates';
import type { Tx } from '../../store/db';
import { partiesOf, type Parties } from '../../store/known-parties';
import { subjectsOf, type Subject } from '../../store/board';
import { listedMessages, messageAt, messageKinds, type ListedMessage, type OutboxFilter } from '../../store/outbox-list';
import { words } from '../../templates/french';
import { mailName } from '../../templates/french/mail-names';
import { partyRoleNames, partyWords } from '../../templates/french/party-roles';
import { messagePage, messageStatuses, outboxPage, type MessageLine } from '../../templates/pages/console/outbox';
import { pathOf } from '../act';
import { page, type ConsoleEntry, type Visit } from '../console-page';
import { problem, ProblemError } from '../problems';
import { administrators } from '../reference';
import { isNoun } from '../resources';
import { aboutWords } from '../task-words';
import { openedMail, type OpenedMail } from './mail-bytes';

const pageOf = 50;

/** A value that no list of the page offers filters nothing. */
function filterOf({ query }: Visit, kinds: readonly string[]): OutboxFilter {
  const status = messageStatuses.find((each) => each === query['etat']);
  const kind = kinds.find((each) => each === query['modele']);
  const before = ordinalIn(query['avant'] ?? '');
  return {
    ...(status === undefined ? {} : { status }),
    ...(kind === undefined ? {} : { kind }),
    ...(before === null ? {} : { before }),
  };
}

const ordinalIn = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

/** who reads this page is an administrator, who may know the names. */
function recipient({ ref }: ListedMessage, partyOf: Parties): string {
  const party = partyOf(ref);
  return party === null ? 'une personne du dossier' : partyWords(party);
}

/** Twenty mails « Journée confirmée » differ by whose day it is, where and when. */
export function dossierWords(noun: string, subject: Subject | undefined): string {
  const kind = isNoun(noun) ? words[noun].name : noun;
  const about = subject === undefined ? '' : aboutWords(subject, 'administrator');
  return about === '' ? kind : `${kind}\u00A0: ${about}`;
}

function lineOf(message: ListedMessage, to: string, subject: Subject | undefined, { collectivity, kit }: Visit): MessageLine {
  const { ordinal, kind, noun, dossier, status, createdAt, leftAt } = message;
  const written = (at: string): string => frenchInstant(instant(at), collectivity.zone);
  return {
    kind: mailName(kind),
    status,
    href: `/console/outbox/${ordinal}`,
    written: written(createdAt),
    left: leftAt === null ? null : written(leftAt),
    to,
    about: dossierWords(noun, subject),
    aboutHref: isNoun(noun) && kit.may(`/${pathOf(noun)}/:id`) ? `/console/${pathOf(noun)}/${dossier}` : null,
  };
}

const subjectsIn = (tx: Tx, { collectivity }: Visit, found: readonly ListedMessage[]): Promise<readonly Subject[]> =>
  subjectsOf(
    tx,
    collectivity,
    found.map(({ noun, dossier }) => ({ noun, dossier, ref: null })),
  );

const list = page({
  path: '/outbox',
  menu: 'Courriels',
  roles: administrators,
  load: async (tx, visit) => {
    const kinds = await messageKinds(tx);
    const filter = filterOf(visit, kinds);
    const found = await listedMessages(tx, filter, pageOf + 1);
    const partyOf = await partiesOf(
      tx,
      visit.collectivity,
      found.map(({ ref }) => ref),
    );
    return { found, partyOf, subjects: await subjectsIn(tx, visit, found), kinds, filter };
  },
  render: ({ found, partyOf, subjects, kinds, filter: { status = '', kind = '' } }, visit) => {
    const shown = found.slice(0, pageOf);
    const older = new URLSearchParams({ etat: status, modele: kind, avant: String(shown.at(-1)?.ordinal ?? 0) });
    return outboxPage({
      lines: shown.map((message, n) => lineOf(message, recipient(message, partyOf), subjects[n], visit)),
      filters: {
        status,
        kind,
        kinds: kinds.map((value) => ({ value, label: mailName(value) })).toSorted((a, b) => a.label.localeCompare(b.label, 'fr')),
      },
      next: found.length > pageOf ? `/console/outbox?${older.toString()}` : null,
    });
  },
});

type Opened = {
  readonly subject: Subject | undefined;
  readonly message: ListedMessage;
  readonly role: string | null;
  readonly mail: OpenedMail;
};

async function opened(visit: Visit): Promise<Opened | null> {
  const { call, collectivity } = visit;
  const ordinal = ordinalIn(call.params['ordinal'] ?? '');
  if (ordinal === null) return null;
  const found = await call.service.db.read(call.collectivity, async (tx) => {
    const row = await messageAt(tx, ordinal);
    if (row === null) return null;
    const { ref } = row.message;
    const [subject] = await subjectsIn(tx, visit, [row.message]);
    return { ...row, subject, party: (await partiesOf(tx, collectivity, [ref]))(ref) };
  });
  if (found === null) return null;
  const { message, sealed, party, subject } = found;
  return {
    message,
    subject,
    role: party === null ? null : partyRoleNames[party.role],
    mail: openedMail(call.service.keyring, message.id, sealed),
  };
}

export const outboxEntries: readonly ConsoleEntry[] = [
  list,
  {
    kind: 'page',
    path: '/outbox/:ordinal',
    section: '/outbox',
    roles: administrators,
    show: async (visit) => {
      const found = await opened(visit);
      if (found === null) return null;
      const { message, subject, role, mail } = found;
      const to = role === null ? mail.to : `${mail.to}, ${role}`;
      return messagePage({
        ...mail,
        to,
        line: lineOf(message, to, subject, visit),
        response: message.response,
        download: `/console/outbox/${message.ordinal}/message.eml`,
      });
    },
  },
  {
    kind: 'file',
    path: '/outbox/:ordinal/message.eml',
    roles: administrators,
    run: async (visit) => {
      const found = await opened(visit);
      if (found === null) throw new ProblemError(problem('not-found'));
      return {
        status: 200,
        body: found.mail.bytes,
        mediaType: 'message/rfc822',
        headers: { 'Content-Disposition': `attachment; filename="message-${found.message.ordinal}.eml"` },
      };
    },
  },
];
