import { commandId } from '../domain/ids';
import type { Command, Noun, Standing, Start } from '../domain/nouns';

/** What the API, the activities and the workflows agree on: ids and names, nothing else. */
export const commandUpdate = 'command';
export const commandSignal = 'command';
export const taskQueue = 'relais';
export const deliveryQueue = 'relais-delivery';

/** The story that carries each noun; a noun without a long life is changed by a one-shot run. */
export const stories = {
  collectivity: 'referenceChange',
  programme: 'referenceChange',
  zone: 'referenceChange',
  site: 'referenceChange',
  person: 'referenceChange',
  'data-import': 'referenceChange',
  convention: 'convention',
  'signature-round': 'signatureRound',
  campaign: 'campaign',
  engagement: 'engagement',
  creditor: 'creditor',
  'consultation-day': 'consultationDay',
  cover: 'cover',
  'month-closing': 'monthClosing',
  statement: 'referenceChange',
  digest: 'digest',
} as const satisfies Record<Noun, string>;

/** Ids hold no personal data and no date: a moved day keeps its run. Two collectivities never share one, whatever their dossiers are called. */
export const dossierRun = ({ collectivity, noun, dossier }: Pick<Command, 'collectivity' | 'noun' | 'dossier'>): string =>
  `${noun}/${collectivity}/${dossier}`;
export const deliveryRun = (collectivity: string, command: string): string => `delivery/${collectivity}/${command}`;
/** A collectivity's Schedule, and the one-shot run that it starts. */
export const scheduledClosing = (
  collectivity: string,
): { readonly scheduleId: string; readonly workflowId: string; readonly workflowType: 'closeMonth' } => ({
  scheduleId: `closing/${collectivity}`,
  workflowId: `close-month/${collectivity}`,
  workflowType: 'closeMonth',
});

/** More was written for a delivery that may be running. Whoever begins one from the record says so too, by the name that he gives the start. */
export const moreSignal = 'more';

type Due = Standing['dues'][number];
export const dueName = ({ what, item }: Pick<Due, 'what' | 'item'>): string => (item === undefined ? what : `${what}/${item}`);

/** The id of a date's command is the dossier, the due and its instant: a date falls due once, whatever restarts. */
export const dueId = ({ noun, dossier }: Pick<Start, 'noun' | 'dossier'>, due: Due): string =>
  `${noun}/${dossier}/${dueName(due)}/${due.at}`;

export function fallDue<N extends Noun>(of: Pick<Command<N>, 'collectivity' | 'noun' | 'dossier'>, due: Due): Command<N> {
  const { noun, dossier, collectivity } = of;
  const { what, item, at } = due;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the standing listed it: it is a date of this noun
  const action = { type: 'fall-due', due: what, ...(item === undefined ? {} : { item }) } as Command<N>['action'];
  return { id: commandId(dueId(of, due)), collectivity, noun, dossier, by: { kind: 'clock' }, received: at, action };
}
