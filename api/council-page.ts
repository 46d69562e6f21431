import type { BaseFacts } from '../domain/decision';
import type { Digest } from '../domain/digest';
import { oppositionReasons } from '../domain/engagement';
import { fullName } from '../domain/person';
import type { Tx } from '../store/db';
import { authorisedBy, type Authorised } from '../store/engagements';
import type { Section } from '../templates/pages/link-page';
import { noDiscipline, oppositionFields, reasonMissing, textIn } from './council-forms';
import { chosen, type Fields, type LineAct } from './link-form';

const prefix = 'opposition/';
const nameOf = ({ dossier, scope }: Authorised): string => `${dossier}.${scope}`;

/** Whom this council has authorised; other recipients authorise nobody. */
export async function authorisedFor(tx: Tx, { audience, owner }: Digest, { collectivity }: BaseFacts): Promise<readonly Authorised[]> {
  if (audience !== 'council') return [];
  const own = Object.entries(collectivity.cdoms).filter(([, { ref }]) => ref === owner);
  return authorisedBy(
    tx,
    own.map(([departement]) => departement),
  );
}

/** R.4127-85 CSP: opposition is possible at any time; one section for all, since it is seldom used. */
export function authorisedSection(authorised: readonly Authorised[]): readonly Section[] {
  if (authorised.length === 0) return [];
  const fields = oppositionFields('Motif de l’opposition').map((field) => ({ ...field, name: `${prefix}${field.name}` }));
  return [
    {
      title: 'Médecins autorisés par le conseil',
      paragraphs: [
        'Le conseil peut s’opposer à tout moment\u00A0: les journées à venir sont alors suspendues, celles qui ont eu lieu restent payées.',
        noDiscipline,
      ],
      facts: [],
      fields: [
        {
          kind: 'checkboxes',
          name: `${prefix}doctors`,
          label: 'S’opposer désormais à l’exercice de',
          choices: authorised.map((each) => ({
            value: nameOf(each),
            label: `Dr ${fullName(each.doctor)}`,
            hint: each.site === null ? 'inscription au tableau' : each.site.name,
          })),
        },
        ...fields,
      ],
    },
  ];
}

type Opposed = { readonly acts: readonly LineAct[]; readonly faults: Readonly<Record<string, string>> };

/** The same reason for all those that are ticked; who has several answers one doctor at a time. */
export function parseOpposition(fields: Fields, authorised: readonly Authorised[]): Opposed {
  const ticked = new Set(fields[`${prefix}doctors`]);
  const opposed = authorised.filter((each) => ticked.has(nameOf(each)));
  if (opposed.length === 0) return { acts: [], faults: {} };
  const reason = chosen(fields, `${prefix}reason`, oppositionReasons);
  if (reason === null) return { acts: [], faults: { [`${prefix}reason`]: reasonMissing } };
  const text = textIn(fields, `${prefix}text`);
  const acts = opposed.map((each): LineAct => {
    const { dossier, scope, since, doctor } = each;
    const action = { type: 'cdom-answer', scope, answer: 'oppose', reason, text } as const;
    // the date of the authorisation tells this act from one before it
    const said = { since: [since ?? ''], reason: [reason], text: [text] };
    return {
      name: `${prefix}${nameOf(each)}`,
      noun: 'engagement',
      dossier,
      action,
      fields: said,
      said: `Opposition\u00A0: Dr ${fullName(doctor)}`,
    };
  });
  return { acts, faults: {} };
}
