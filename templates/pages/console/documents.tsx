import type { JSX } from 'preact';
import { ActForm } from './form';
import type { Crumb, Kit, View } from './kit';
import { Badge, DataTable } from './parts';

export type DocumentLine = {
  readonly id: string;
  readonly name: string;
  readonly sha256: string | null;
  readonly size: number | null;
  readonly failed: boolean;
};

/** The documents of a dossier, for its own page or for a page of theirs. */
export function DocumentTable({ lines, kit }: { readonly lines: readonly DocumentLine[]; readonly kit: Kit }): JSX.Element {
  return (
    <DataTable
      caption="Documents du dossier"
      empty="Ce dossier n’a pas encore de document."
      rows={lines}
      columns={[
        {
          label: 'Document',
          heads: true,
          cell: ({ id, name, sha256 }) => (sha256 === null ? name : <a href={`/console/documents/${id}`}>{name}</a>),
        },
        { label: 'Taille', number: true, cell: ({ size }) => (size === null ? '' : sizeWords(size)) },
        { label: 'Empreinte SHA-256', cell: ({ sha256 }) => (sha256 === null ? '' : <code>{sha256}</code>) },
        { label: 'État', cell: (line) => <State line={line} kit={kit} /> },
      ]}
    />
  );
}

function State({ line: { id, sha256, failed }, kit }: { readonly line: DocumentLine; readonly kit: Kit }): JSX.Element {
  if (sha256 !== null) return <Badge tone="good">scellé</Badge>;
  if (!failed) return <Badge tone="wait">en préparation</Badge>;
  return (
    <>
      <Badge tone="bad">non produit</Badge>
      <ActForm
        kit={kit}
        form="redraw"
        act="/documents/:id/redraw"
        action={`/console/documents/${id}/redraw`}
        fields={[]}
        submit="Produire à nouveau"
      />
    </>
  );
}

/** « 182 ko » */
function sizeWords(bytes: number): string {
  return bytes < 1000 ? `${bytes}\u00A0o` : `${Math.round(bytes / 1000)}\u00A0ko`;
}

export function documentsPage(
  { kind, back, lines }: { readonly kind: string; readonly back: Crumb | null; readonly lines: readonly DocumentLine[] },
  kit: Kit,
): View {
  return {
    title: `Documents\u00A0: ${kind}`,
    ...(back === null ? {} : { parents: [back] }),
    body: <DocumentTable lines={lines} kit={kit} />,
  };
}
