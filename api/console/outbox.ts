import { frenchInstant, instant } from '../../domain/dates';
import { namesOf } from '../../store/board';
import { listedMessages, messageAt, messageKinds, type ListedMessage, type OutboxFilter } from '../../store/outbox-list';
import { words } from '../../templates/french';
import { messagePage, messageStatuses, outboxPage, type MessageLine } from '../../templates/pages/console/outbox';
import { pathOf } from '../act';
import { page, type ConsoleEntry, type Visit } from '../console-page';
import { problem, ProblemError } from '../problems';
import { administrators } from '../reference';
import { isNoun } from '../resources';
import { openedMail, type OpenedMail } from './mail-bytes';

const pageOf = 50;

function filterOf({ query }: Visit): OutboxFilter {
  const status = messageStatuses.find((each) => each === query['etat']);
  const kind = query['modele'] ?? '';
  const before = ordinalIn(query['avant'] ?? '');
  return {
    ...(status === undefined ? {} : { status }),
    ...(kind === '' ? {} : { kind }),
    ...(before === null ? {} : { before }),
  };
}

const ordinalIn = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

function lineOf(message: ListedMessage, name: string | null, { collectivity, kit }: Visit): MessageLine {
  const { ordinal, kind, noun, dossier, ref, status, createdAt, leftAt } = message;
  const written = (at: string): string => frenchInstant(instant(at), collectivity.zone);
  return {
    kind,
    status,
    href: `/console/outbox/${ordinal}`,
    written: written(createdAt),
    left: leftAt === null ? null : written(leftAt),
    to: name ?? ref,
    about: isNoun(noun) ? words[noun].name : noun,
    aboutHref: isNoun(noun) && kit.may(`/${pathOf(noun)}/:id`) ? `/console/${pathOf(noun)}/${dossier}` : null,
  };
}

const list = page({
  path: '/outbox',
  menu: 'Courriels',
  roles: administrators,
  load: async (tx, visit) => {
    const found = await listedMessages(tx, filterOf(visit), pageOf + 1);
    const names = await namesOf(
      tx,
      visit.collectivity,
      found.map(({ ref }) => ref),
    );
    return { found, names, kinds: await messageKinds(tx) };
  },
  render: ({ found, names, kinds }, visit) => {
    const shown = found.slice(0, pageOf);
    const status = visit.query['etat'] ?? '';
    const kind = visit.query['modele'] ?? '';
    const older = new URLSearchParams({ etat: status, modele: kind, avant: String(shown.at(-1)?.ordinal ?? 0) });
    return outboxPage({
      lines: shown.map((message) => lineOf(message, names(message.ref), visit)),
      filters: { status, kind, kinds },
      next: found.length > pageOf ? `/console/outbox?${older.toString()}` : null,
    });
  },
});

type Opened = { readonly message: ListedMessage; readonly mail: OpenedMail };

async function opened({ call }: Visit): Promise<Opened | null> {
  const ordinal = ordinalIn(call.params['ordinal'] ?? '');
  const found = ordinal === null ? null : await call.service.db.read(call.collectivity, (tx) => messageAt(tx, ordinal));
  if (found === null) return null;
  return { message: found.message, mail: openedMail(call.service.keyring, found.message.id, found.sealed) };
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
      const { message, mail } = found;
      return messagePage({
        ...mail,
        line: lineOf(message, mail.to, visit),
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
