import type { JSX } from 'preact';
import { SearchForm, type Choice } from './form';
import type { View } from './kit';
import { Badge, DataTable, Facts, Section, type Tone } from './parts';

export const messageStatuses = ['pending', 'sending', 'sent', 'superseded', 'refused', 'unknown'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

const statusNames: Readonly<Record<MessageStatus, readonly [name: string, tone: Tone]>> = {
  pending: ['à envoyer', 'wait'],
  sending: ['envoi en cours', 'wait'],
  sent: ['parti', 'good'],
  superseded: ['remplacé par un plus récent', 'plain'],
  refused: ['refusé', 'bad'],
  unknown: ['remise inconnue', 'bad'],
};

export type MessageLine = {
  readonly href: string;
  readonly written: string;
  readonly left: string | null;
  readonly kind: string;
  readonly about: string;
  readonly aboutHref: string | null;
  readonly to: string;
  readonly status: MessageStatus;
};
export type OutboxFilters = { readonly status: string; readonly kind: string; readonly kinds: readonly Choice[] };
export type OutboxList = { readonly lines: readonly MessageLine[]; readonly filters: OutboxFilters; readonly next: string | null };

export function outboxPage({ lines, filters, next }: OutboxList): View {
  const { status, kind, kinds } = filters;
  const all: Choice = { value: '', label: 'Tous' };
  return {
    title: 'Courriels',
    body: (
      <>
        <p>Tout ce qui a été écrit, du plus récent au plus ancien. Chaque message peut être relu tel qu’il est parti.</p>
        <SearchForm
          action="/console/outbox"
          fields={[
            {
              kind: 'select',
              name: 'etat',
              label: 'État',
              value: status,
              choices: [all, ...messageStatuses.map((each) => ({ value: each, label: statusNames[each][0] }))],
            },
            {
              kind: 'select',
              name: 'modele',
              label: 'Type de courriel',
              value: kind,
              choices: [all, ...kinds],
            },
          ]}
        />
        <DataTable
          caption="Messages"
          empty={status === '' && kind === '' ? 'Aucun courriel n’a encore été écrit.' : 'Aucun courriel ne correspond à ce choix.'}
          rows={lines}
          columns={[
            { label: 'Écrit le', heads: true, cell: ({ href, written }) => <a href={href}>{written}</a> },
            { label: 'Destinataire', cell: ({ to }) => to },
            { label: 'Courriel', cell: (line) => line.kind },
            { label: 'Dossier', cell: ({ about, aboutHref }) => (aboutHref === null ? about : <a href={aboutHref}>{about}</a>) },
            { label: 'État', cell: (line) => <Status status={line.status} /> },
          ]}
        />
        {next !== null && (
          <p>
            <a href={next}>Messages plus anciens</a>
          </p>
        )}
      </>
    ),
  };
}

function Status({ status }: { readonly status: MessageStatus }): JSX.Element {
  const [name, tone] = statusNames[status];
  return <Badge tone={tone}>{name}</Badge>;
}

export type MessageFile = {
  readonly line: MessageLine;
  readonly subject: string;
  readonly to: string;
  readonly text: string;
  readonly attachments: readonly string[];
  readonly response: string | null;
  readonly download: string;
};

export function messagePage({ line, subject, to, text, attachments, response, download }: MessageFile): View {
  const { written, left, kind, about, aboutHref, status } = line;
  return {
    title: subject,
    parents: [{ href: '/console/outbox', label: 'Courriels' }],
    body: (
      <>
        <Facts
          facts={[
            ['Destinataire', to],
            ['Écrit le', written],
            ['Parti le', left ?? 'pas encore parti'],
            ['État', <Status status={status} />],
            ['Type de courriel', kind],
            ['Dossier', aboutHref === null ? about : <a href={aboutHref}>{about}</a>],
            ...(attachments.length === 0 ? [] : [['Pièces jointes', attachments.join(', ')] as const]),
            ...(response === null ? [] : [['Réponse du serveur de courrier', response] as const]),
          ]}
        />
        <Section id="texte" title="Texte du message">
          <p class="hint">Les liens personnels sont masqués&nbsp;: seul leur destinataire peut s’en servir.</p>
          <pre>{text}</pre>
        </Section>
        <p>
          <a href={download}>Télécharger le message complet (fichier .eml, liens masqués)</a>
        </p>
      </>
    ),
  };
}
