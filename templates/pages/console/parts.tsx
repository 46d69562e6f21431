import type { ComponentChildren, JSX } from 'preact';

export type Tone = 'plain' | 'good' | 'wait' | 'bad';

export function Badge({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ComponentChildren }): JSX.Element {
  return <span class={`badge ${tone}`}>{children}</span>;
}

export type Column<Row> = {
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** the cell that names its row */
  readonly heads?: boolean;
  /** amounts and counts, aligned on the right */
  readonly number?: boolean;
};

/** A table that becomes a list of cards on a narrow screen; the roles are written, since CSS would take them away. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  empty,
}: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly empty: string;
}): JSX.Element {
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  const table = <Table caption={caption} columns={columns} rows={rows} />;
  return columns.length < wideFrom ? table : <Scroll label={caption}>{table}</Scroll>;
}

/** From so many columns on, a table may be wider than its page. */
const wideFrom = 6;

/** What is too wide scrolls by itself, with the keyboard too, and the page never does (WCAG 1.4.10). */
export function Scroll({ label, children }: { readonly label: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

function Table<Row>({
  caption,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}): JSX.Element {
  return (
    <table role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ label, number = false }) => (
            <th role="columnheader" scope="col" class={number ? 'number' : ''}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row">
            {columns.map((column) => (
              <Cell column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }): JSX.Element {
  const { label, cell, heads = false, number = false } = column;
  const said = { 'data-label': label, class: number ? 'number' : '' };
  if (heads)
    return (
      <th role="rowheader" scope="row" {...said}>
        {cell(row)}
      </th>
    );
  return (
    <td role="cell" {...said}>
      {cell(row)}
    </td>
  );
}

export function Empty({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <p class="empty">{children}</p>;
}

export type Fact = readonly [label: string, value: ComponentChildren];

export function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A part of a page under its own heading. */
export function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** A few figures at the head of a page. */
export function Figures({
  figures,
}: {
  readonly figures: readonly { readonly label: string; readonly value: string; readonly href?: string }[];
}): JSX.Element {
  return (
    <ul class="figures">
      {figures.map(({ label, value, href }) => (
        <li>
          <strong>{value}</strong> {href === undefined ? <span>{label}</span> : <a href={href}>{label}</a>}
        </li>
      ))}
    </ul>
  );
}

/** Acts that lead to another page. */
export function Actions({ links }: { readonly links: readonly { readonly href: string; readonly label: string }[] }): JSX.Element | null {
  if (links.length === 0) return null;
  return (
    <ul class="actions">
      {links.map(({ href, label }) => (
        <li>
          <a class="button" href={href}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A form or a long list that is opened when it is wanted. */
export function Fold({
  title,
  open = false,
  children,
}: {
  readonly title: string;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <details open={open}>
      <summary>{title}</summary>
      <div class="fold">{children}</div>
    </details>
  );
}
