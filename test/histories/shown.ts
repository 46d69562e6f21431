import { fieldsOf, isFields, payloadsOf, textOf, type Fields, type HistoryJson, type Json } from './history-file';
import { isStoryNoun, moveName, moveNames } from './lifecycles';

/** What a history shows beside the code that it runs: who sent what, what came back, how it ended. */
const happenings = [
  'begun with a command',
  'begun from the record',
  'begun where the run before it stopped',
  'a command that waits for its answer',
  'a command that is only told',
  'a date that fell due',
  'a command that was refused',
  'a creation that was refused',
  'an activity tried again',
  'an activity that failed for good',
  'activities of two kinds asked for at once',
  'a timer that fired',
  'a timer that an act made needless',
  'ended',
  'continued as new',
  'cancelled',
] as const;
type Happening = (typeof happenings)[number];

/** Each is a name of workflows/index. */
export const workflowNames = [
  'campaign',
  'closeMonth',
  'consultationDay',
  'convention',
  'cover',
  'creditor',
  'delivery',
  'digest',
  'engagement',
  'monthClosing',
  'referenceChange',
  'signatureRound',
  'timedTimer',
] as const;

/** All that the corpus must show, beside every branch of the code. */
export const expectedShown: readonly string[] = [...workflowNames.map((name) => `workflow ${name}`), ...happenings, ...moveNames];

type Event = { readonly type: string; readonly of: Fields };

function eventsOf({ events }: HistoryJson): readonly Event[] {
  return events.map((event) => {
    const [name = '', of] = Object.entries(event).find(([field]) => field.endsWith('EventAttributes')) ?? [];
    return { type: name.replace('EventAttributes', ''), of: fieldsOf(of) };
  });
}

export const workflowOf = (history: HistoryJson): string => textOf(fieldsOf(eventsOf(history)[0]?.of['workflowType'])['name']);
export const isClosed = (history: HistoryJson): boolean =>
  ['workflowExecutionCompleted', 'workflowExecutionContinuedAsNew', 'workflowExecutionCanceled'].includes(
    eventsOf(history).at(-1)?.type ?? '',
  );

/** Everything of `expectedShown` that this history shows. */
export function shownBy(history: HistoryJson): ReadonlySet<string> {
  const events = eventsOf(history);
  const shown = new Set<string>([`workflow ${workflowOf(history)}`]);
  for (const event of events) for (const name of happeningsOf(event, events)) shown.add(name);
  for (const name of movesOf(events)) shown.add(name);
  return shown;
}

/** Events that show the same whatever they hold. */
const plainly: Readonly<Record<string, Happening>> = {
  workflowExecutionUpdateAccepted: 'a command that waits for its answer',
  workflowExecutionSignaled: 'a command that is only told',
  activityTaskFailed: 'an activity that failed for good',
  timerFired: 'a timer that fired',
  timerCanceled: 'a timer that an act made needless',
  workflowExecutionCompleted: 'ended',
  workflowExecutionContinuedAsNew: 'continued as new',
  workflowExecutionCanceled: 'cancelled',
};

function happeningsOf({ type, of }: Event, events: readonly Event[]): readonly Happening[] {
  const plain = plainly[type];
  if (plain !== undefined) return [plain];
  switch (type) {
    case 'workflowExecutionStarted':
      return begun(of);
    case 'activityTaskScheduled':
      return [...(isDate(of) ? ['a date that fell due' as const] : []), ...besideAnother(of, events)];
    case 'activityTaskStarted':
      return Number(of['attempt']) > 1 ? ['an activity tried again'] : [];
    case 'activityTaskCompleted':
      return answered(of, events);
    default:
      return [];
  }
}

function begun(of: Fields): readonly Happening[] {
  if (textOf(of['continuedExecutionRunId']) !== '') return ['begun where the run before it stopped'];
  const { awaits } = fieldsOf(payloadsOf(of['input'])[0]);
  return awaits === 'command' ? ['begun with a command'] : awaits === 'record' ? ['begun from the record'] : [];
}

function isDate(scheduled: Fields): boolean {
  return fieldsOf(fieldsOf(payloadsOf(scheduled['input'])[0])['action'])['type'] === 'fall-due';
}

/** The order in which a story asks for them is then all that tells it from another one. */
function besideAnother(scheduled: Fields, events: readonly Event[]): readonly Happening[] {
  const { workflowTaskCompletedEventId: at } = scheduled;
  const kindOf = (of: Fields): string => textOf(fieldsOf(of['activityType'])['name']);
  const other = events.some(
    ({ type, of }) =>
      type === 'activityTaskScheduled' && Number(of['workflowTaskCompletedEventId']) === Number(at) && kindOf(of) !== kindOf(scheduled),
  );
  return other ? ['activities of two kinds asked for at once'] : [];
}

function answered(completed: Fields, events: readonly Event[]): readonly Happening[] {
  if (activityOf(completed, events) !== 'perform') return [];
  const { refusals, standing } = fieldsOf(payloadsOf(completed['result'])[0]);
  if (!Array.isArray(refusals) || refusals.length === 0) return [];
  return [standing === null ? 'a creation that was refused' : 'a command that was refused'];
}

const activityOf = ({ scheduledEventId }: Fields, events: readonly Event[]): string =>
  textOf(fieldsOf(events[Number(scheduledEventId) - 1]?.of['activityType'])['name']);

/** The statuses that the run heard, one after the other. */
function movesOf(events: readonly Event[]): readonly string[] {
  const start = fieldsOf(payloadsOf(events[0]?.of['input'])[0]);
  const noun = textOf(start['noun']);
  if (!isStoryNoun(noun)) return [];
  const heard = [start['standing'], ...events.flatMap((event) => standingIn(event, events))];
  const statuses = heard.filter((each) => isFields(each)).map(({ status }) => textOf(status));
  return statuses.flatMap((to, n) => {
    const from = statuses[n - 1];
    return from === undefined || from === to ? [] : [moveName(noun, from, to)];
  });
}

function standingIn({ type, of }: Event, events: readonly Event[]): readonly Json[] {
  if (type !== 'activityTaskCompleted') return [];
  const [answer = null] = payloadsOf(of['result']);
  const activity = activityOf(of, events);
  if (activity === 'standing') return [answer];
  return activity === 'perform' ? [fieldsOf(answer)['standing'] ?? null] : [];
}
