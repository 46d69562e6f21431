import { phoneWords } from '../typography';
import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';

export type Choice = { readonly value: string; readonly label: string; readonly hint?: string };
export type Field =
  | { readonly kind: 'radio'; readonly name: string; readonly label: string; readonly choices: readonly Choice[] }
  | { readonly kind: 'checkboxes'; readonly name: string; readonly label: string; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'select';
      readonly name: string;
      readonly label: string;
      readonly choices: readonly Choice[];
      readonly required: boolean;
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly label: string;
      readonly hint?: string;
      readonly required: boolean;
      readonly autocomplete?: string;
    }
  | {
      readonly kind: 'date';
      readonly name: string;
      readonly label: string;
      readonly hint?: string;
      readonly required: boolean;
      readonly min?: string;
    };

export type PageModel = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly (readonly [label: string, value: string])[];
  readonly downloads?: readonly { readonly label: string; readonly href: string }[];
  readonly form?: {
    /** where it is sent when not to the page's own address */ readonly action?: string;
    readonly fields: readonly Field[];
    readonly submit: string;
    readonly faults: Readonly<Record<string, string>>;
    /** what was sent with a fault: nobody types it twice */ readonly given?: Readonly<Record<string, readonly string[]>>;
  };
  readonly sender: string;
  readonly contact?: { readonly name: string; readonly phone: string; readonly email: string };
  readonly specimen: boolean;
};

/** A page that a mailed link opens: one purpose, no script, no choice made in advance (RGAA AA). */
export function linkPage(page: PageModel): string {
  return `<!doctype html>${renderToString(<Page {...page} />)}`;
}

function Page({ title, paragraphs, facts = [], downloads = [], form, sender, contact, specimen }: PageModel): JSX.Element {
  const faults = Object.entries(form?.faults ?? {});
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${faults.length > 0 ? 'Erreur\u00A0: ' : ''}${title} – ${sender}`}</title>
        <style dangerouslySetInnerHTML={{ __html: css }} />
      </head>
      <body>
        <header>
          <p class="sender">{sender}</p>
          {specimen && <p class="specimen">SPÉCIMEN – répétition, données fictives</p>}
        </header>
        <main>
          <h1>{title}</h1>
          {faults.length > 0 && <FaultSummary faults={faults} />}
          {paragraphs.map((paragraph) => (
            <p>{paragraph}</p>
          ))}
          {facts.length > 0 && (
            <dl>
              {facts.map(([label, value]) => (
                <div>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
          {downloads.length > 0 && (
            <ul>
              {downloads.map(({ label, href }) => (
                <li>
                  <a href={href}>{label}</a>
                </li>
              ))}
            </ul>
          )}
          {form !== undefined && <FormBlock {...form} />}
        </main>
        {contact !== undefined && (
          <footer>
            <p>
              {`Une question\u00A0? ${contact.name}, ${phoneWords(contact.phone)}, `}
              <a href={`mailto:${contact.email}`}>{contact.email}</a>
            </p>
          </footer>
        )}
      </body>
    </html>
  );
}

function FormBlock({ action, fields, submit, faults, given = {} }: NonNullable<PageModel['form']>): JSX.Element | null {
  if (fields.length === 0 && action === undefined) return null;
  return (
    <form method="post" {...(action === undefined ? {} : { action })}>
      {fields.map((field) => (
        <FieldBlock field={field} fault={faults[field.name]} given={given[field.name] ?? []} />
      ))}
      <button type="submit">{submit}</button>
    </form>
  );
}

function FaultSummary({ faults }: { readonly faults: readonly (readonly [string, string])[] }): JSX.Element {
  return (
    <div class="faults" role="alert">
      <p>{faults.length === 1 ? 'Une réponse est à corriger\u00A0:' : `${faults.length} réponses sont à corriger\u00A0:`}</p>
      <ul>
        {faults.map(([name, text]) => (
          <li>
            <a href={`#${name}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

type Block<F extends Field> = { readonly field: F; readonly fault: string | undefined; readonly given: readonly string[] };
type ChoiceField = Extract<Field, { kind: 'radio' | 'checkboxes' }>;
type SelectField = Extract<Field, { kind: 'select' }>;
type LineField = Extract<Field, { kind: 'text' | 'date' }>;

function FieldBlock({ field, fault, given }: Block<Field>): JSX.Element {
  switch (field.kind) {
    case 'radio':
    case 'checkboxes':
      return <ChoicesBlock field={field} fault={fault} given={given} />;
    case 'select':
      return <SelectBlock field={field} fault={fault} given={given} />;
    case 'text':
    case 'date':
      return <LineBlock field={field} fault={fault} given={given} />;
  }
}

function Fault({ field, fault }: Pick<Block<Field>, 'field' | 'fault'>): JSX.Element | null {
  if (fault === undefined) return null;
  return (
    <p class="fault" id={`${field.name}-fault`}>
      {fault}
    </p>
  );
}

function described({ field, fault }: Pick<Block<Field>, 'field' | 'fault'>): {
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
} {
  return fault === undefined ? {} : { 'aria-describedby': `${field.name}-fault`, 'aria-invalid': true };
}

function ChoicesBlock({ field, fault, given }: Block<ChoiceField>): JSX.Element {
  return (
    <fieldset id={field.name} {...(fault === undefined ? {} : { 'aria-describedby': `${field.name}-fault` })}>
      <legend>{field.label}</legend>
      <Fault field={field} fault={fault} />
      {field.choices.map(({ value, label, hint }) => (
        <p>
          <label>
            <input type={field.kind === 'radio' ? 'radio' : 'checkbox'} name={field.name} value={value} checked={given.includes(value)} />{' '}
            {label}
            {hint === undefined ? null : <span class="hint">{` – ${hint}`}</span>}
          </label>
        </p>
      ))}
    </fieldset>
  );
}

function SelectBlock({ field, fault, given }: Block<SelectField>): JSX.Element {
  return (
    <p>
      <label for={field.name}>{field.label}</label>
      <Fault field={field} fault={fault} />
      <select id={field.name} name={field.name} required={field.required} {...described({ field, fault })}>
        <option value="">Choisir…</option>
        {field.choices.map(({ value, label }) => (
          <option value={value} selected={given.includes(value)}>
            {label}
          </option>
        ))}
      </select>
    </p>
  );
}

function LineBlock({ field, fault, given }: Block<LineField>): JSX.Element {
  const kept = field.kind === 'text' ? { autoComplete: field.autocomplete ?? 'off' } : { min: field.min };
  return (
    <p>
      <label for={field.name}>
        {field.label}
        {field.hint === undefined ? null : <span class="hint">{` – ${field.hint}`}</span>}
      </label>
      <Fault field={field} fault={fault} />
      <input
        id={field.name}
        name={field.name}
        type={field.kind}
        value={given[0]}
        required={field.required}
        {...kept}
        {...described({ field, fault })}
      />
    </p>
  );
}

export const css = `:root{color-scheme:light dark;--ink:#161616;--paper:#fff;--act:#000091;--bad:#b34000}
@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--act:#9a9aff;--bad:#ff9575}}
body{font:1.0625rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:40rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25}.sender{font-weight:700}.specimen{border:2px solid;padding:.25rem .75rem;font-weight:700}
dl div{margin-bottom:.5rem}dt{font-weight:700}dd{margin:0}
fieldset{border:1px solid;margin:0 0 1rem;padding:.5rem 1rem}legend,label{font-weight:600}fieldset label{font-weight:400;display:inline-block;min-height:1.75rem}
input[type=text],input[type=date],select{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem;margin-top:.25rem}
button{font:inherit;font-weight:700;color:#fff;background:#000091;border:0;padding:.75rem 1.25rem;cursor:pointer}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}a{color:var(--act)}
.faults{border-left:4px solid var(--bad);padding:.25rem 1rem}.fault{color:var(--bad);font-weight:600;margin:.25rem 0}.hint{font-weight:400}`;
