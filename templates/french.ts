import { frenchInstant, type Instant, type TimeZone } from '../domain/dates';
import type { Refusal } from '../domain/decision';
import type { Noun, Nouns } from '../domain/nouns';
import { collectivityWords } from './french/collectivity';
import { commonRefusals } from './french/common';
import { campaignWords } from './french/campaign';
import { consultationDayWords } from './french/consultation-day';
import { creditorWords } from './french/creditor';
import { digestWords } from './french/digest';
import { engagementWords } from './french/engagement';
import { conventionWords } from './french/convention';
import { coverWords } from './french/cover';
import { dataImportWords } from './french/data-import';
import { monthClosingWords } from './french/month-closing';
import { personWords } from './french/person';
import { programmeWords } from './french/programme';
import { signatureRoundWords } from './french/signature-round';
import { siteWords } from './french/site';
import { statementWords } from './french/statement';
import { zoneWords } from './french/zone';

export type Detail = Readonly<Record<string, string | number>>;
export type Sentence = (detail: Detail) => string;

/** Every word that a user may read of a noun: the compiler keeps statuses and dates complete, a test the refusals and tasks. */
export type Words<N extends Noun> = {
  readonly name: string;
  readonly statuses: Readonly<Record<Nouns[N]['state']['status'], string>>;
  readonly dues: Readonly<Record<Nouns[N]['due'], string>>;
  readonly refusals: Readonly<Record<string, Sentence>>;
  readonly tasks: Readonly<Record<string, Sentence>>;
};

export const words: { readonly [N in Noun]: Words<N> } = {
  collectivity: collectivityWords,
  programme: programmeWords,
  zone: zoneWords,
  site: siteWords,
  person: personWords,
  'data-import': dataImportWords,
  convention: conventionWords,
  'signature-round': signatureRoundWords,
  campaign: campaignWords,
  engagement: engagementWords,
  creditor: creditorWords,
  'consultation-day': consultationDayWords,
  cover: coverWords,
  'month-closing': monthClosingWords,
  statement: statementWords,
  digest: digestWords,
};

/** The sentence of a refusal: the noun's own wording first, then what all share. */
export function refusalSentence(noun: Noun, refusal: Refusal): string {
  const write = words[noun].refusals[refusal.code] ?? commonRefusals[refusal.code];
  if (write === undefined) throw new Error(`no wording for the refusal ${refusal.code} of ${noun}`);
  return write(refusal.detail ?? {});
}

export function taskSentence(noun: Noun, what: string, detail: Detail): string {
  const write = words[noun].tasks[what] ?? commonTasks[what];
  if (write === undefined) throw new Error(`no wording for the task ${what} of ${noun}`);
  return write(detail);
}

const commonTasks: Readonly<Record<string, Sentence>> = {
  undelivered: () => 'Un courriel n’a pas pu être remis\u00A0: vérifier l’adresse et prévenir la personne par un autre moyen',
  'document-failed': ({ name }) =>
    `Le document «\u00A0${name ?? ''}\u00A0» n’a pas pu être produit\u00A0: prévenir l’équipe technique, puis demander sa production à nouveau. Ce qui en dépend attend`,
  'command-stuck': () =>
    'Un acte sur ce dossier ne peut pas être enregistré et retient les suivants\u00A0: prévenir l’équipe technique. Il sera repris de lui-même',
  'date-stuck': () =>
    'Une échéance de ce dossier revient sans que rien n’avance\u00A0: prévenir l’équipe technique. Les autres échéances et les actes suivent leur cours',
};

/** The dossier in a few French lines for the Temporal UI: what it is, where it stands, what comes next. No personal data. */
export function cardOf<N extends Noun>(
  said: Words<N>,
  status: Nouns[N]['state']['status'],
  dues: readonly { readonly what: Nouns[N]['due']; readonly at: Instant }[],
  zone: TimeZone,
): string {
  const statuses: Readonly<Record<string, string>> = said.statuses;
  const names: Readonly<Record<string, string>> = said.dues;
  const lines = dues
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ what, at }) => `- ${names[what] ?? what}\u00A0: ${frenchInstant(at, zone)}`);
  return [
    `**${said.name}**\u00A0: ${statuses[status] ?? status}`,
    ...(lines.length > 0 ? ['', 'Prochaines échéances\u00A0:', ...lines] : []),
  ].join('\n');
}
