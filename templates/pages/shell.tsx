import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { plain } from '../../domain/plain-text';
import { phoneWords } from '../typography';
import { unbrokenArticles } from './citations';
import { css } from './style';

export type Contact = { readonly name: string; readonly phone: string; readonly email: string };

/** What is to be corrected, and the id of its field. */
type ShownFault = { readonly id: string; readonly text: string };

type Frame = {
  readonly title: string;
  /** in whose name the page speaks */
  readonly sender: string;
  /** whom to call; nobody where it is not known whose page it is */
  readonly contact?: Contact;
  readonly specimen: boolean;
  readonly faults?: readonly ShownFault[];
};

/** Every page that a mailed link opens: one purpose, no script, whom to call (RGAA AA). */
export function shell(frame: Frame, content: ComponentChildren): string {
  return `<!doctype html>${plain(unbrokenArticles(renderToString(<Shell frame={frame} content={content} />)))}`;
}

function Shell({ frame, content }: { readonly frame: Frame; readonly content: ComponentChildren }): JSX.Element {
  const { title, sender, contact, specimen, faults = [] } = frame;
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${faults.length > 0 ? 'Erreur\u00A0: ' : ''}${title} – ${sender}`}</title>
        <style dangerouslySetInnerHTML={{ __html: css }} />
      </head>
      <body>
        <a class="skip" href="#contenu">
          Aller au contenu
        </a>
        <header>
          <p class="sender">{sender}</p>
          {specimen && <p class="specimen">SPÉCIMEN – répétition, données fictives</p>}
        </header>
        <main id="contenu" tabIndex={-1}>
          <h1>{title}</h1>
          {faults.length > 0 && <Faults faults={faults} />}
          {content}
        </main>
        {contact !== undefined && <WhomToCall {...contact} />}
      </body>
    </html>
  );
}

function Faults({ faults }: { readonly faults: readonly ShownFault[] }): JSX.Element {
  return (
    <div class="faults" role="alert">
      <p>{faults.length === 1 ? 'Une réponse est à corriger\u00A0:' : `${faults.length} réponses sont à corriger\u00A0:`}</p>
      <ul>
        {faults.map(({ id, text }) => (
          <li>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function WhomToCall({ name, phone, email }: Contact): JSX.Element {
  return (
    <footer>
      <p>
        {`Une question\u00A0? ${name}, ${phoneWords(phone)}, `}
        <a href={`mailto:${email}`}>{email}</a>
      </p>
    </footer>
  );
}

export function FactList({ facts }: { readonly facts: readonly (readonly [label: string, value: string])[] }): JSX.Element | null {
  if (facts.length === 0) return null;
  return (
    <dl>
      {facts.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
