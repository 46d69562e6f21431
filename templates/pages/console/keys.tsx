import { frenchDate, type CivilDate } from '../../../domain/dates';
import { keyRoles } from '../../../domain/collectivity';
import { ofNamed } from '../../french/common';
import { ActForm, type Field } from './form';
import type { Kit, View } from './kit';
import { Badge, DataTable, Section } from './parts';
import { roleNames } from './roles';

export type KeyLine = {
  readonly id: string;
  readonly user: string;
  readonly role: (typeof keyRoles)[number];
  readonly expires: CivilDate | null;
  readonly revoked: boolean;
};

const explained: Readonly<Record<KeyLine['role'], string>> = {
  administrator: 'conduit les dossiers',
  approver: 'approuve les clôtures',
  accountant: 'reçoit les états et les coordonnées bancaires',
  auditor: 'lit tout, ne change rien',
};

const issueFields: readonly Field[] = [
  {
    kind: 'text',
    name: 'key/user',
    label: 'Utilisateur',
    required: true,
    hint: 'Un mot sans espace ni accent, propre à une personne\u00A0: il signe ses actes au journal.',
  },
  {
    kind: 'radio',
    name: 'key/role',
    label: 'Rôle',
    choices: keyRoles.map((role) => ({
      value: role,
      label: `${roleNames[role].slice(0, 1).toUpperCase()}${roleNames[role].slice(1)}`,
      hint: explained[role],
    })),
  },
  { kind: 'date', name: 'key/expires', label: 'Dernier jour de validité' },
];

export function keysPage({ lines, today }: { readonly lines: readonly KeyLine[]; readonly today: string }, kit: Kit): View {
  const isOver = ({ expires, revoked }: KeyLine): boolean => revoked || (expires !== null && expires < today);
  return {
    title: 'Clés d’accès',
    body: (
      <>
        <DataTable
          caption="Clés de la collectivité"
          empty="Aucune clé n’est enregistrée."
          rows={lines}
          columns={[
            { label: 'Utilisateur', heads: true, cell: ({ user }) => user },
            { label: 'Rôle', cell: ({ role }) => roleNames[role] },
            { label: 'Fin', cell: ({ expires }) => (expires === null ? 'sans date' : frenchDate(expires)) },
            {
              label: 'Situation',
              cell: (line) =>
                line.revoked ? <Badge>révoquée</Badge> : isOver(line) ? <Badge>échue</Badge> : <Badge tone="good">en vigueur</Badge>,
            },
            {
              label: 'Révocation',
              cell: (line) =>
                isOver(line) ? (
                  ''
                ) : (
                  <ActForm
                    kit={kit}
                    form={`revoke-${line.id}`}
                    act="/keys/:key/revocation"
                    action={`/console/keys/${line.id}/revocation`}
                    fields={[]}
                    submit={`Révoquer la clé de ${line.user} (${roleNames[line.role]})`}
                    danger
                  />
                ),
            },
          ]}
        />
        <Section id="creer" title="Créer une clé">
          <p>Une clé par personne. Elle n’est affichée qu’une fois.</p>
          <ActForm kit={kit} form="key" act="/keys" action="/console/keys" fields={issueFields} submit="Créer la clé" />
        </Section>
      </>
    ),
  };
}

/** The only page that ever shows a secret; null when it was shown before. */
export function issuedKeyPage({
  user,
  secret,
  note,
}: {
  readonly user: string;
  readonly secret: string | null;
  readonly note: string;
}): View {
  return {
    title: `Clé ${ofNamed(user)}`,
    parents: [{ href: '/console/keys', label: 'Clés d’accès' }],
    body: (
      <>
        <p class="notice" role="status">
          {note}
        </p>
        {secret !== null && (
          <pre>
            <code>{secret}</code>
          </pre>
        )}
        {secret !== null && <p>Remettez-la à son utilisateur par un moyen sûr, jamais par un courriel ordinaire.</p>}
        <p>
          <a href="/console/keys">Revenir aux clés d’accès</a>
        </p>
      </>
    ),
  };
}
