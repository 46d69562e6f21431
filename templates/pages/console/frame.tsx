import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { plain } from '../../../domain/plain-text';
import type { Crumb, LinkedError } from './kit';
import { unbrokenArticles } from '../citations';
import { namedErrors } from './named-errors';
import { styleHref } from './style';

export type Frame = {
  readonly title: string;
  /** the address of the menu's entry that this page belongs to */
  readonly section: string | null;
  /** null before one has signed in */
  readonly user: { readonly name: string; readonly role: string; readonly csrf: string } | null;
  readonly collectivity: { readonly label: string; readonly specimen: boolean } | null;
  /** the entries that the user's role may open */
  readonly menu?: readonly Crumb[];
  readonly parents?: readonly Crumb[];
  /** what has just been done */
  readonly notice?: string | null;
  /** what was refused: nothing was recorded */
  readonly errors?: readonly LinkedError[];
};

/** The page around every page of the console: no script, no inline style (RGAA AA). */
export function consolePage(frame: Frame, children: ComponentChildren): string {
  const { errors = [] } = frame;
  const written = (shown: Frame): string => renderToString(<Page frame={shown}>{children}</Page>);
  const page = errors.length === 0 ? written(frame) : written({ ...frame, errors: namedErrors(errors, written(frame)) });
  return `<!doctype html>${plain(unbrokenArticles(page))}`;
}

function Page({ frame, children }: { readonly frame: Frame; readonly children: ComponentChildren }): JSX.Element {
  const { title, section, user, collectivity, menu = [], errors = [] } = frame;
  const label = collectivity?.label ?? 'Relais';
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${errors.length > 0 ? 'Erreur\u00A0: ' : ''}${title} – ${label}`}</title>
        <link rel="stylesheet" href={styleHref} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#contenu">
          Aller au contenu
        </a>
        <Banner label={label} specimen={collectivity?.specimen === true} user={user} />
        <div class={menu.length > 0 ? 'layout' : 'layout alone'}>
          {menu.length > 0 && <Menu menu={menu} section={section} />}
          <main id="contenu" tabIndex={-1}>
            <Head frame={frame} />
            {children}
          </main>
        </div>
      </body>
    </html>
  );
}

function Head({ frame: { title, user, parents = [], notice = null, errors = [] } }: { readonly frame: Frame }): JSX.Element {
  return (
    <>
      {parents.length > 0 && <Crumbs parents={parents} title={title} />}
      <h1>{title}</h1>
      {notice !== null && (
        <p class="notice" role="status">
          {notice}
        </p>
      )}
      {errors.length > 0 && <ErrorSummary errors={errors} isIn={user !== null} />}
    </>
  );
}

type BannerProps = { readonly label: string; readonly specimen: boolean; readonly user: Frame['user'] };

function Banner({ label, specimen, user }: BannerProps): JSX.Element {
  return (
    <header class="banner">
      <p class="brand">
        <a href="/console">{label}</a>
        {specimen && <span class="specimen">SPÉCIMEN – répétition, données fictives</span>}
      </p>
      {user !== null && (
        <form method="post" action="/console/sign-out" class="session">
          <input type="hidden" name="csrf" value={user.csrf} />
          <span>{`${user.name} (${user.role})`}</span>
          <button type="submit" class="plain">
            Se déconnecter
          </button>
        </form>
      )}
    </header>
  );
}

function Menu({ menu, section }: { readonly menu: readonly Crumb[]; readonly section: string | null }): JSX.Element {
  return (
    <nav class="menu" aria-label="Menu principal">
      <ul>
        {menu.map(({ href, label }) => (
          <li>
            <a href={href} {...(href === section ? { 'aria-current': 'true' } : {})}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Crumbs({ parents, title }: { readonly parents: readonly Crumb[]; readonly title: string }): JSX.Element {
  return (
    <nav class="crumbs" aria-label="Vous êtes ici">
      <ol>
        {parents.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  );
}

/** Each fault leads to its field; a refusal of the whole act has none. */
function ErrorSummary({ errors, isIn }: { readonly errors: readonly LinkedError[]; readonly isIn: boolean }): JSX.Element {
  const [points, notes] = [errors.filter(({ isNote }) => isNote !== true), errors.filter(({ isNote }) => isNote === true)];
  const count = points.length === 1 ? 'Un point est à revoir\u00A0:' : `${points.length} points sont à revoir\u00A0:`;
  return (
    <div class="faults" role="alert">
      <p>{isIn ? `Rien n’a été enregistré. ${count}` : count}</p>
      <ul>
        {points.map(({ href, text }) => (
          <li>{href === null ? text : <a href={href}>{text}</a>}</li>
        ))}
      </ul>
      {notes.map(({ text }) => (
        <p>{text}</p>
      ))}
    </div>
  );
}
