import { ActForm, type Field } from './form';
import type { Crumb, Kit, View } from './kit';
import { Section } from './parts';

/** What an act would do, said before it is done. */
export type Effects = { readonly title: string; readonly groups: readonly { readonly label: string; readonly lines: readonly string[] }[] };

type EffectsModel = {
  readonly effects: Effects;
  /** the answers that were read: what is confirmed is what was shown */
  readonly sent: Readonly<Record<string, readonly string[]>>;
  readonly form: string;
  readonly act: string;
  readonly action: string;
  readonly submit: string;
  readonly version: number | null;
  readonly back: Crumb;
};

const ofThePage: readonly string[] = ['csrf', 'nonce', 'version', 'step'];

export function effectsPage({ effects, sent, form, act, action, submit, version, back }: EffectsModel, kit: Kit): View {
  const fields: readonly Field[] = Object.entries(sent)
    .filter(([name]) => !ofThePage.includes(name))
    .flatMap(([name, values]) => values.map((value): Field => ({ kind: 'hidden', name, value })));
  return {
    title: effects.title,
    parents: [back],
    body: (
      <>
        <p>Rien n’est encore fait. Voici ce que cet acte va faire ; confirmez-le ou renoncez.</p>
        {effects.groups.map(({ label, lines }, n) => (
          <Section id={`effects-${n}`} title={label}>
            <ul>
              {lines.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </Section>
        ))}
        <ActForm
          kit={kit}
          form={form}
          act={act}
          action={action}
          fields={[...fields, { kind: 'hidden', name: 'step', value: 'commit' }]}
          submit={submit}
          {...(version === null ? {} : { version })}
        />
        <p>
          <a href={back.href}>Renoncer</a>
        </p>
      </>
    ),
  };
}
