import { at, dateIn, earlier, instant, instantMs, later, plus, plusDays, weekday, type CivilDate, type Instant } from './dates';
import type { Digest, DigestFacts } from './digest';
import { firstWorkingDayFrom } from './holidays';
import { morningOf } from './morning';
import { parameters, valueOn } from './parameters';

/** The page lasts as long as anything that it may list: a presence is declared within a month. */
const pageDays = 31;
const farthest = instant('9999-12-31T00:00:00.000Z');

export function linkUntil({ now }: DigestFacts): Instant {
  return plus(now, { days: pageDays });
}

/** Its hour; what is urgent leaves at once. A rehearsal's mails land some hours late, never before. */
export function sendAt(state: Digest, facts: DigestFacts): Instant {
  const { since, urgent, audience } = state;
  if (urgent) return since;
  switch (audience) {
    case 'doctor':
      return earlier(later(evening(since, facts), allowedFrom(since, facts)), later(since, nearest(facts)));
    case 'site':
      return plus(since, { minutes: valueOn(parameters.siteDigestMinutes, dateIn(since, facts.collectivity.zone)) });
    case 'council':
      return mondayMorning(since, facts);
    case 'desk':
      return morning(state, facts);
  }
}

/** The first evening hour after that moment: all that was proposed in a day is one mail. */
function evening(since: Instant, facts: DigestFacts): Instant {
  const hourOn = (date: CivilDate): Instant => at(date, valueOn(parameters.doctorDigestHour, date), facts.collectivity.zone);
  const date = dateIn(since, facts.collectivity.zone);
  return since < hourOn(date) ? hourOn(date) : hourOn(plusDays(date, 1));
}

/** A proposal that waited becomes urgent as its day comes near; without any, there is nothing to hurry for. */
function nearest({ waiting, collectivity }: DigestFacts): Instant {
  const dates = waiting.flatMap(({ what, date }) => (what === 'day-answer' && date !== null ? [date] : [])).toSorted();
  const [first] = dates;
  if (first === undefined) return farthest;
  return morningOf(plusDays(first, -valueOn(parameters.urgentProposalDays, first)), collectivity.zone);
}

/** The next working morning after that moment; the mail of a morning that was missed, sent the next day before its hour, serves that day too. */
function morning({ since, listed = [] }: Digest, { collectivity }: DigestFacts): Instant {
  const hourOn = (date: CivilDate): Instant =>
    at(firstWorkingDayFrom(date, collectivity.territory), valueOn(parameters.deskDigestHour, date), collectivity.zone);
  const date = dateIn(since, collectivity.zone);
  const isServed = listed.length > 0 || since >= hourOn(date);
  return hourOn(isServed ? plusDays(date, 1) : date);
}

/** Once a week: each request has already had its own mail. A Monday off puts it to the next working day. */
function mondayMorning(since: Instant, { collectivity }: DigestFacts): Instant {
  const hourOn = (date: CivilDate): Instant =>
    at(firstWorkingDayFrom(date, collectivity.territory), valueOn(parameters.deskDigestHour, date), collectivity.zone);
  const date = dateIn(since, collectivity.zone);
  const monday = plusDays(date, 1 - weekday(date));
  return since < hourOn(monday) ? hourOn(monday) : hourOn(plusDays(monday, 7));
}

/** Règle de gestion du projet: at most so many mails a week to a doctor, over everything; the next one waits until the oldest of them is a week old. */
function allowedFrom(since: Instant, { mailed, collectivity }: DigestFacts): Instant {
  const most = collectivity.doctorMailsPerWeek ?? valueOn(parameters.doctorMailsPerWeek, dateIn(since, collectivity.zone));
  const week = mailed.filter((written) => written <= since && instantMs(written) > instantMs(since) - 7 * 86_400_000);
  const oldest = week[week.length - most];
  return oldest === undefined ? since : plus(oldest, { days: 7 });
}
