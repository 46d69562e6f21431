import type { BaseFacts } from '../domain/decision';
import type { DossierId } from '../domain/ids';
import type { Command, Noun } from '../domain/nouns';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import type { Field } from '../templates/pages/link-page';
import { cut, isPlain, plain, visible } from '../domain/plain-text';
import type { Reply } from './act';
import { unplain } from './french-faults';
import type { Service } from './service';

export type Fields = Readonly<Record<string, readonly string[]>>;
type Faults = Readonly<Record<string, string>>;
type Target = { readonly noun: Noun; readonly dossier: DossierId };
/** One answered line of a page that lists several: each becomes a command of its own, accepted or refused. */
export type LineAct = Target & {
  readonly name: string;
  readonly action: Command['action'];
  readonly fields: Fields;
  /** what is answered, in words */ readonly said: string;
};
/** `target` when the act is another dossier's than the one that mailed the link; without any fault nothing is wrong, and the page shows what would be done */
export type ParsedAct<A> =
  | { readonly ok: true; readonly action: A; readonly target?: Target }
  | { readonly ok: false; readonly faults: Faults };
export type Parsed<A> = ParsedAct<A> | { readonly ok: true; readonly lines: readonly LineAct[]; readonly faults: Faults };
export type Shown = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly (readonly [string, string])[];
  readonly fields: readonly Field[];
  /** null when the page is only to be read */ readonly submit: string | null;
};

export type ReadableDocument = { readonly id: string; readonly label: string };

/** What was sent and could not be read as an act. */
export type Answered = {
  readonly fields: Fields;
  readonly faults: Faults;
  /** what became of each line that was answered */ readonly said?: Readonly<Record<string, string>>;
};
export type PageOf = { readonly base: BaseFacts; /** the link's own address */ readonly href: string; readonly answered?: Answered };

/** A link that serves until its date: an act does not spend it, and files are given under its address. */
type StandingLink<L> = {
  readonly page: (loaded: L, of: PageOf) => string;
  readonly file: (
    path: string,
    loaded: L,
    of: { readonly link: Link; readonly service: Service; readonly tx: Tx },
  ) => Promise<Reply | null>;
  /** what leads back to the page once an act is done */
  readonly back: string;
};

type FormDeclaration<N extends Noun, L> = {
  readonly load: (tx: Tx, link: Link, base: BaseFacts) => Promise<L | null>;
  readonly show: (loaded: L, link: Link, base: BaseFacts) => Shown;
  readonly parse: (fields: Fields, loaded: L, link: Link, service: Service) => Parsed<Command<N>['action']>;
  /** the kept document that the page gives to read, at `document` under the link's own address */
  readonly document?: (loaded: L, link: Link) => ReadableDocument;
  readonly standing?: StandingLink<L>;
  /** what was answered, and by whom, as the record now says it: for who answered, who comes back, and who comes second */
  readonly said?: (loaded: L, link: Link, base: BaseFacts) => readonly string[];
  /** what the page says once it is done */
  readonly done?: readonly string[];
};

/** A form whose dossier was read: what it shows, and the act that its fields make. */
export type OpenForm = {
  readonly show: () => Shown;
  readonly said: () => readonly string[];
  readonly parse: (fields: Fields, service: Service) => Parsed<Command['action']>;
  readonly document: ReadableDocument | null;
  readonly page: ((of: PageOf) => string) | null;
  readonly file: (path: string, of: { readonly service: Service; readonly tx: Tx }) => Promise<Reply | null>;
};

/** What a link of one purpose shows and does. */
export type LinkForm = {
  readonly open: (tx: Tx, link: Link, base: BaseFacts) => Promise<OpenForm | null>;
  /** the words that lead back to a page that serves more than once; null when an act spends the link */
  readonly back: string | null;
  readonly done: readonly string[];
};

export function form<N extends Noun, L>({
  load,
  show,
  parse,
  document,
  standing,
  said,
  done = ['Merci, votre réponse est enregistrée.'],
}: FormDeclaration<N, L>): LinkForm {
  return {
    back: standing?.back ?? null,
    done,
    open: async (tx, link, base) => {
      const loaded = await load(tx, link, base);
      if (loaded === null) return null;
      return {
        show: () => show(loaded, link, base),
        said: () => said?.(loaded, link, base) ?? [],
        parse: (fields, service) => parse(fields, loaded, link, service),
        document: document?.(loaded, link) ?? null,
        page: standing === undefined ? null : (of) => standing.page(loaded, of),
        file: async (path, of) => (standing === undefined ? null : standing.file(path, loaded, { ...of, link })),
      };
    },
  };
}

/** What a form sent, without what nobody sees. */
export function typed(sent: Fields): { readonly fields: Fields; readonly faults: Faults } {
  const texts = Object.entries(sent).map(([name, values]) => [plain(name), values.map(visible)] as const);
  const faulty = texts.filter(([, values]) => !values.every(isPlain));
  return {
    fields: Object.fromEntries(texts.map(([name, values]) => [name, values.map(plain)])),
    faults: Object.fromEntries(faulty.map(([name]) => [name, unplain])),
  };
}

/** The one text of a field, without the blanks around it; what is longer than its field is cut. */
export function textOf(fields: Fields, name: string, longest: number): string {
  return cut((fields[name]?.[0] ?? '').trim(), longest);
}

/** The one value of a field whose choices are closed; silence and anything else are faults. */
export function chosen<T extends string>(fields: Fields, name: string, choices: readonly T[]): T | null {
  return choices.find((choice) => choice === fields[name]?.[0]) ?? null;
}

export const missingChoice = 'Choisissez une réponse.';
