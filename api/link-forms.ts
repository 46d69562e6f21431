import type { BaseFacts } from '../domain/decision';
import type { DossierId } from '../domain/ids';
import type { Command, Noun } from '../domain/nouns';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import type { Field } from '../templates/pages/link-page';
import type { Service } from './service';
import { dayForms } from './consultation-day-links';
import { coverForms } from './covers';
import { signatureRoundForms } from './signature-rounds';
import { campaignForms } from './campaigns';
import { creditorForms } from './creditors';
import { engagementForms } from './engagements';

export type Loaded = unknown;
export type Fields = Readonly<Record<string, readonly string[]>>;
/** `target` when the act is another dossier's than the one that mailed the link */
export type Parsed<A> = { readonly ok: true; readonly action: A; readonly target?: { readonly noun: Noun; readonly dossier: DossierId } } | { readonly ok: false; readonly faults: Readonly<Record<string, string>> };
export type Shown = { readonly title: string; readonly paragraphs: readonly string[]; readonly facts?: readonly (readonly [string, string])[]; readonly fields: readonly Field[]; /** null when the page is only to be read */ readonly submit: string | null };

export type ReadableDocument = { readonly id: string; readonly label: string };

/** What a link of one purpose shows and does, before its types are forgotten. */
type FormDeclaration<N extends Noun, L> = {
  readonly load: (tx: Tx, link: Link, base: BaseFacts) => Promise<L | null>;
  readonly show: (loaded: L, link: Link, base: BaseFacts) => Shown;
  readonly parse: (fields: Fields, loaded: L, link: Link, service: Service) => Parsed<Command<N>['action']>;
  /** the kept document that the page gives to read, at `document` under the link's own address */
  readonly document?: (loaded: L, link: Link) => ReadableDocument;
  /** what the page says once it is done */
  readonly done?: readonly string[];
};
export type LinkForm = { readonly load: (tx: Tx, link: Link, base: BaseFacts) => Promise<Loaded | null>; readonly show: (loaded: Loaded, link: Link, base: BaseFacts) => Shown; readonly parse: (fields: Fields, loaded: Loaded, link: Link, service: Service) => Parsed<Command['action']>; readonly document?: (loaded: Loaded, link: Link) => ReadableDocument; readonly done?: readonly string[] };

export function form<N extends Noun, L>(declared: FormDeclaration<N, L>): LinkForm {
  return declared as unknown as LinkForm;
}

/** The one value of a field whose choices are closed; silence and anything else are faults. */
export function chosen<T extends string>(fields: Fields, name: string, choices: readonly T[]): T | null {
  return choices.find((choice) => choice === fields[name]?.[0]) ?? null;
}

export const missingChoice = 'Choisissez une réponse.';

const forms: Readonly<Record<string, Readonly<Record<string, LinkForm>>>> = {
  'consultation-day': dayForms,
  cover: coverForms,
  'signature-round': signatureRoundForms,
  campaign: campaignForms,
  engagement: engagementForms,
  creditor: creditorForms,
};

export function formOf(noun: string, purpose: string): LinkForm | null {
  return forms[noun]?.[purpose] ?? null;
}
