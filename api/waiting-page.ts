import { isRehearsal } from '../domain/collectivity';
import type { Digest, WaitingLine } from '../domain/digest';
import { frenchDay, halves, type TimeZone } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { inOrder, waitingForms } from '../domain/waiting';
import type { Tx } from '../store/db';
import { waitingFor } from '../store/digests';
import { documentOf } from '../store/documents';
import type { Authorised } from '../store/engagements';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import { whenWords } from '../templates/day-lines';
import { linkPage, type Field, type Section } from '../templates/pages/link-page';
import type { Reply } from './act';
import { authorisedFor, authorisedSection, parseOpposition } from './council-page';
import { documentReply } from './documents';
import { form, type Fields, type LineAct, type LinkForm, type OpenForm, type PageOf, type Parsed, type Shown } from './link-form';
import { onceOnly } from './link-pages';
import type { Service } from './service';
import { commonParagraphs, headingOf } from './waiting-words';
import { frenchDeadline } from '../templates/lateness';

/** The forms of the other nouns; given, since they and this page are in one map. */
export type FormOf = (noun: string, purpose: string) => LinkForm | null;

type Line = { readonly name: string; readonly waiting: WaitingLine; readonly form: OpenForm; readonly shown: Shown };
type Waiting = {
  readonly audience: Digest['audience'];
  readonly lines: readonly Line[];
  /** whom a council may oppose later on */
  readonly authorised: readonly Authorised[];
};

/** One page of what waits for a recipient, each line with the form that its own link would have shown. */
export function waitingForm(formOf: FormOf): LinkForm {
  return form<'digest', Waiting>({
    load: (tx, link, base) => loadWaiting(tx, link, base, formOf),
    show: (loaded) => ({ title: titleOf(loaded), paragraphs: [], fields: [], submit: null }),
    parse: (fields, loaded, _link, service) => parseLines(fields, loaded, service),
    standing: { page: waitingPage, file: fileOf, back: 'Revenir à la page' },
  });
}

async function loadWaiting(tx: Tx, link: Link, base: BaseFacts, formOf: FormOf): Promise<Waiting | null> {
  const digest = await stateOf<Digest>(tx, 'digests', link.dossier);
  if (digest === null) return null;
  const lines: Line[] = [];
  for (const waiting of inOrder(digest.audience, await waitingFor(tx, digest))) {
    const line = await openLine(tx, waiting, digest, link, base, formOf);
    if (line !== null) lines.push(line);
  }
  return { audience: digest.audience, lines, authorised: await authorisedFor(tx, digest, base) };
}

async function openLine(
  tx: Tx,
  waiting: WaitingLine,
  { audience }: Digest,
  link: Link,
  base: BaseFacts,
  formOf: FormOf,
): Promise<Line | null> {
  const { noun, dossier, what, detail } = waiting;
  const purpose = purposeOf(waiting, audience);
  if (purpose === null) return null;
  const item = typeof detail['scope'] === 'string' ? detail['scope'] : null;
  const own = { ...link, noun, dossier, purpose, item };
  const opened = (await formOf(noun, purpose)?.open(tx, own, { ...base, dossier })) ?? null;
  if (opened === null) return null;
  const shown = opened.show();
  return shown.submit === null ? null : { name: `${dossier}.${what}.${item ?? ''}`, waiting, form: opened, shown };
}

/** The purposes of days name the side that answers. */
function purposeOf({ noun, what }: WaitingLine, audience: Digest['audience']): string | null {
  const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = waitingForms;
  const purpose = forms[noun]?.[what];
  if (purpose === undefined) return null;
  return purpose === 'answer' || purpose === 'declare' ? `${purpose}-${audience === 'site' ? 'site' : 'doctor'}` : purpose;
}

const fieldName = (line: string, field: string): string => `${line}/${field}`;

/** A line without any answer is left for later; one half answered is a fault of its own and stops no other. */
function parseLines(fields: Fields, { lines, authorised }: Waiting, service: Service): Parsed<never> {
  const opposed = parseOpposition(fields, authorised);
  const acts: LineAct[] = [...opposed.acts];
  const faults: Record<string, string> = { ...opposed.faults };
  for (const { name, waiting, form: own, shown } of lines) {
    const given = Object.fromEntries(shown.fields.map((field) => [field.name, fields[fieldName(name, field.name)] ?? []]));
    if (Object.values(given).every((values) => values.every((value) => value === ''))) continue;
    const parsed = own.parse(given, service);
    if (!parsed.ok) for (const [field, fault] of Object.entries(parsed.faults)) faults[fieldName(name, field)] = fault;
    else if ('action' in parsed)
      acts.push({
        name,
        noun: waiting.noun,
        dossier: waiting.dossier,
        ...parsed.target,
        action: parsed.action,
        fields: { ...given, once: fields['once'] ?? [] },
        said: answerWords(waiting, shown, given),
      });
  }
  if (acts.length > 0 || (Object.keys(faults).length === 0 && speaksOfOthers(fields, lines))) return { ok: true, lines: acts, faults };
  return { ok: false, faults: Object.keys(faults).length > 0 ? faults : { nothing: 'Répondez à au moins une ligne.' } };
}

/** Answers to lines that are no longer there: the same form sent again, or a page that was open for long. */
function speaksOfOthers(fields: Fields, lines: readonly Line[]): boolean {
  return Object.entries(fields).some(
    ([name, values]) =>
      name.includes('/') && values.some((value) => value !== '') && !lines.some((line) => name.startsWith(fieldName(line.name, ''))),
  );
}

const lower = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

/** « lundi 5 octobre 2026, matin, Maison de santé\u00A0: J’accepte »: what was chosen, in the words of the page. */
function answerWords({ date, halves: asked, site }: WaitingLine, { title, fields }: Shown, given: Fields): string {
  const when = date === null ? title : asked.length === 0 ? frenchDay(date) : whenWords({ date, halves: asked });
  const answers = fields.flatMap((field) => {
    if (!('choices' in field)) return [];
    const labels = field.choices.filter(({ value }) => given[field.name]?.includes(value)).map(({ label }) => label);
    if (labels.length === 0) return [];
    const isHalf = halves.some((half) => half === field.name);
    return [isHalf ? `${lower(field.label)}, ${labels.map(lower).join(', ')}` : labels.join(', ')];
  });
  return `${[when, site].filter(Boolean).join(', ')}\u00A0: ${answers.join('\u00A0; ')}`;
}

function titleOf({ lines, audience }: Waiting): string {
  if (lines.length === 0) return 'Rien n’attend votre réponse';
  return audience === 'council' ? 'Ce qui attend le conseil' : 'Ce qui attend votre réponse';
}

/** What a line gives to read, under the address of the page that lists it. */
const documentPath = ({ waiting }: Line): string => `documents/${waiting.dossier}`;

async function fileOf(
  path: string,
  { lines }: Waiting,
  { service, tx }: { readonly service: Service; readonly tx: Tx },
): Promise<Reply | null> {
  const document = lines.find((line) => documentPath(line) === path)?.form.document ?? null;
  const row = document === null ? null : await documentOf(tx, document.id);
  return row === null ? null : documentReply(service.documents, row, 'inline');
}

function waitingPage(loaded: Waiting, { base, href, answered }: PageOf): string {
  const { lines, authorised } = loaded;
  const downloads = lines.flatMap((line) =>
    line.form.document === null ? [] : [{ label: line.form.document.label, href: `${href}/${documentPath(line)}` }],
  );
  const said = Object.values(answered?.said ?? {});
  const common = commonParagraphs(lines.map(({ shown }) => shown));
  return linkPage({
    title: titleOf(loaded),
    paragraphs: [
      ...said,
      lines.length === 0
        ? 'Tout est à jour. Vous pourrez rouvrir cette page quand une nouvelle demande vous sera annoncée.'
        : 'Répondez à ce que vous pouvez\u00A0; ce que vous laissez vide attendra votre retour.',
      ...common,
    ],
    downloads,
    ...(lines.length + authorised.length === 0
      ? {}
      : {
          form: {
            fields: [],
            sections: [...lines.map((line) => sectionOf(line, loaded, common, base.collectivity.zone)), ...authorisedSection(authorised)],
            submit: 'Envoyer mes réponses',
            once: onceOnly(),
            faults: answered?.faults ?? {},
            given: answered?.fields ?? {},
          },
        }),
    sender: base.collectivity.label,
    contact: base.collectivity.contact,
    specimen: isRehearsal(base.collectivity),
  });
}

function sectionOf(line: Line, { audience }: Waiting, common: readonly string[], zone: TimeZone): Section {
  const { name, waiting, shown } = line;
  const { paragraphs, facts = [], fields } = shown;
  const isDated = audience !== 'council' && waiting.date !== null;
  return {
    title: headingOf(waiting, shown.title, audience),
    paragraphs: paragraphs.filter((paragraph) => !common.includes(paragraph)),
    facts: [
      ...facts.filter(([label]) => !isDated || label !== 'Date'),
      ...(waiting.until === null ? [] : [['À faire avant le', frenchDeadline(waiting.until, zone)] as const]),
    ],
    fields: fields.map((field): Field => optional({ ...field, name: fieldName(name, field.name) })),
  };
}

/** The browser must not insist on a line that is left for later. */
function optional(field: Field): Field {
  return 'required' in field ? { ...field, required: false } : field;
}
