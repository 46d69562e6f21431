import type { JSX } from 'preact';

/** The one page that is open to all: it says nothing of who has a key. */
export function SignIn({ next, fault }: { readonly next: string; readonly fault: string | null }): JSX.Element {
  const described = fault === null ? {} : ({ 'aria-invalid': true, 'aria-describedby': 'cle-aide cle-erreur' } as const);
  return (
    <>
      <p>Collez votre clé d’accès. Un administrateur de votre collectivité vous l’a remise.</p>
      <form method="post" action="/console/sign-in" class="act" noValidate>
        <input type="hidden" name="next" value={next} />
        <div class="field">
          <label for="cle">Clé d’accès</label>
          <p class="hint" id="cle-aide">
            Elle commence par «&nbsp;relais_&nbsp;».
          </p>
          {fault !== null && (
            <p class="fault" id="cle-erreur">
              {fault}
            </p>
          )}
          <input id="cle" type="password" name="key" required autoComplete="current-password" aria-describedby="cle-aide" {...described} />
        </div>
        <p class="submit">
          <button type="submit">Se connecter</button>
        </p>
      </form>
      <p class="hint">La session se ferme après 30 minutes sans activité, et au plus tard après 8 heures.</p>
    </>
  );
}

/** A page that says what cannot be shown, and leads on. */
export function Stop({ text, href, label }: { readonly text: string; readonly href: string; readonly label: string }): JSX.Element {
  return (
    <>
      <p>{text}</p>
      <p>
        <a href={href}>{label}</a>
      </p>
    </>
  );
}
