import type { JSX } from 'preact';
import { ActForm, type Field } from './form';
import type { Kit } from './kit';
import { Empty, Fold, Section } from './parts';

/** An act of a dossier, as its page offers it. */
export type PageAct = {
  /** the last part of its address, and its name in the page */
  readonly form: string;
  readonly title: string;
  readonly explain: string;
  readonly fields: readonly Field[];
  readonly submit: string;
  readonly danger?: boolean;
  /** whether the dossier may take it where it stands; the rule has the last word */
  readonly possible: boolean;
};

export const confirmation = (label: string): Field => ({
  kind: 'checks',
  name: 'sure',
  label: 'Confirmation',
  choices: [{ value: 'yes', label }],
});

/** Every act of a dossier in one place, each in its fold; the one that was refused stays open. */
export function ActList({
  acts,
  path,
  id,
  version,
  kit,
}: {
  readonly acts: readonly PageAct[];
  /** of the nouns in the console: /engagements */
  readonly path: string;
  readonly id: string;
  readonly version: number;
  readonly kit: Kit;
}): JSX.Element {
  const offered = acts.filter(({ form, possible }) => possible && kit.may(`${path}/:id/${form}`));
  return (
    <Section id="acts" title="Actes possibles">
      {offered.length === 0 && <Empty>Aucun acte n’est possible à cette étape, ou pour votre rôle.</Empty>}
      {offered.map(({ form, title, explain, fields, submit, danger }) => (
        <Fold title={title} open={kit.answered?.form === form}>
          <p>{explain}</p>
          <ActForm
            kit={kit}
            form={form}
            act={`${path}/:id/${form}`}
            action={`/console${path}/${id}/${form}`}
            fields={fields}
            submit={submit}
            danger={danger === true}
            version={version}
          />
        </Fold>
      ))}
    </Section>
  );
}
