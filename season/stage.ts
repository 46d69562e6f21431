import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../domain/dates';
import { recorded, type Answered } from './answers';
import type { SeasonClock } from './clock';
import type { Mail, PostOffice } from './mailbox';
import { browser, linesOf, type Browser, type Fields, type Page, type PageLine } from './page';

/** A person of the season: an address, and what they do with a mail of a kind. They know nothing but their own mails. */
export type Habit = (mail: Mail) => Promise<void>;
export type Stage = {
  /** somebody's habit for a kind of mail; a later one replaces the earlier */
  readonly when: (email: string, kind: string, habit: Habit) => void;
  /** mails that this person has received so far */
  readonly mailsOf: (email: string) => readonly Mail[];
  /** titles of the lines that this person read on the pages of several lines, which may be younger than the mail that led there */
  readonly linesReadBy: (email: string) => readonly string[];
  readonly faults: readonly string[];
  /** answers that were turned down, some as planned: what to read first when a scene turns out otherwise */
  readonly turnedDown: readonly string[];
  /** answers that were recorded, where their link serves once */
  readonly answered: readonly Answered[];
  /** when each mail's date said that it was sent, and when it was there */
  readonly arrivals: readonly { readonly sent: number; readonly seenAt: Instant }[];
  readonly clock: SeasonClock;
  readonly browser: Browser;
  /** opens the link of a mail, answers what `fill` says of its page, and gives the page that comes back; the page as read where it says nothing */
  readonly answer: (mail: Mail, hours: number, fill: (page: Page) => Fields | null) => Promise<Page>;
  /** opens the page of several lines that a mail leads to, and answers those for which `fill` says something */
  readonly answerLines: (mail: Mail, hours: number, fill: (line: PageLine) => Fields | null) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const pollMs = 40;

/** Brings each mail to its reader as it arrives, and lets every reader act in their own time. */
export function stage(post: PostOffice, clock: SeasonClock, pages: Browser = browser()): Stage {
  const habits = new Map<string, Habit>();
  const received = new Map<string, Mail[]>();
  const linesRead = new Map<string, readonly string[]>();
  const faults: string[] = [];
  const turnedDown: string[] = [];
  const answered: Answered[] = [];
  const arrivals: { sent: number; seenAt: Instant }[] = [];
  const acting = new Set<Promise<void>>();
  let running = true;
  const bring = (mail: Mail): void => {
    arrivals.push({ sent: Date.parse(mail.date), seenAt: clock.now() });
    const mine = received.get(mail.to) ?? [];
    mine.push(mail);
    received.set(mail.to, mine);
    const habit = habits.get(`${mail.to} ${mail.kind}`) ?? habits.get(`* ${mail.kind}`);
    if (habit === undefined) return;
    const act = habit(mail).catch(
      (error: unknown) => void faults.push(`${mail.kind} (${mail.to}) : ${error instanceof Error ? error.message : String(error)}`),
    );
    acting.add(act);
    void act.finally(() => acting.delete(act));
  };
  const loop = (async (): Promise<void> => {
    while (running) {
      for (const mail of await post.fresh()) bring(mail);
      await pause(pollMs);
    }
  })();
  return {
    clock,
    browser: pages,
    faults,
    turnedDown,
    answered,
    arrivals,
    when: (email, kind, habit) => void habits.set(`${email} ${kind}`, habit),
    mailsOf: (email) => received.get(email) ?? [],
    linesReadBy: (email) => linesRead.get(email) ?? [],
    ...answering({ clock, pages, turnedDown, answered, linesRead }),
    stop: async () => {
      running = false;
      await loop;
      await Promise.allSettled(acting);
    },
  };
}

type Answering = {
  readonly clock: SeasonClock;
  readonly pages: Browser;
  readonly turnedDown: string[];
  readonly answered: Answered[];
  readonly linesRead: Map<string, readonly string[]>;
};

/** What people do with the links of their mails, each in their own time. */
function answering({ clock, pages, turnedDown, answered, linesRead }: Answering): Pick<Stage, 'answer' | 'answerLines'> {
  const openedAfter = async (hours: number, { link }: Mail): Promise<{ readonly link: string; readonly page: Page }> => {
    if (link === null) throw new Error('this mail has no link');
    await clock.hours(hours);
    return { link, page: await pages.open(link) };
  };
  return {
    answer: async (mail, hours, fill) => {
      const { link, page } = await openedAfter(hours, mail);
      const filled = page.status === 200 ? fill(page) : null;
      const came = filled === null ? page : await pages.send(link, { ...alongside(page), ...filled });
      if (came.status >= 400) turnedDown.push(`${mail.kind} (${mail.to})\u00A0: ${came.status} ${came.title}`);
      if (filled !== null && came.title === recorded && !leadsBack(came, link)) answered.push({ mail, link });
      return came;
    },
    answerLines: async (mail, hours, fill) => {
      const { link, page } = await openedAfter(hours, mail);
      const lines = linesOf(page);
      linesRead.set(mail.to, [...(linesRead.get(mail.to) ?? []), ...lines.map(({ title }) => title)]);
      const fields = lines.flatMap((line) =>
        Object.entries(fill(line) ?? {}).map(([name, value]) => [`${line.name}/${name}`, value] as const),
      );
      if (fields.length > 0) await pages.send(link, { ...page.hidden, ...Object.fromEntries(fields) });
    },
  };
}

/** From an answer to its page, which takes others. */
const leadsBack = ({ html }: Page, link: string): boolean => html.includes(`href="${link}"`);

/** What a browser sends along with the form that is filled in; of several forms nobody knows here which one is meant. */
const alongside = ({ html, hidden }: Page): Fields => ((html.match(/<form\b/g) ?? []).length === 1 ? hidden : {});

/** The first radio or select value that is among the wishes; every list of the page that has none is left unanswered. */
export function pick(page: Pick<Page, 'form'>, ...wishes: readonly string[]): Record<string, string> {
  const lists = [...Object.entries(page.form.radios), ...Object.entries(page.form.selects)];
  const picked = lists.map(([name, values]) => [name, wishes.find((wish) => values.includes(wish))] as const);
  return Object.fromEntries(picked.filter((each): each is readonly [string, string] => each[1] !== undefined));
}

/** The first choice of every select: a coded reason, when any will do. */
export function anyReason(page: Pick<Page, 'form'>): Record<string, string> {
  return Object.fromEntries(Object.entries(page.form.selects).flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first]])));
}
