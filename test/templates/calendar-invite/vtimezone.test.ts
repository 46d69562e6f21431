import { at, type CivilDate, civilDate, daysOf, firstDay, monthsOf, timeZone, wallTimeFault, weekday } from '../../../domain/dates';
import { calendarInvite } from '../../../templates/calendar-invite';
import { readInvite } from '../../../templates/calendar-invite/read-back';
import { vtimezone, vtimezoneFaults } from '../../../templates/calendar-invite/vtimezone';
import { anInvite, everyZone } from './invite-builder';

const months = monthsOf(civilDate('2026-01-01'), civilDate('2035-12-01'));
const changes = months.filter((m) => /-(03|10|11)$/.test(m)).flatMap((m) => daysOf(m).filter((date) => [6, 7, 1].includes(weekday(date))));
const daysToRead = (block: string): CivilDate[] => [...months.map(firstDay), ...(block.includes('BEGIN:DAYLIGHT') ? changes : [])];

describe('the VTIMEZONE of a French zone', () => {
  it.each(everyZone)('%s keeps its own name, with one STANDARD and at most one DAYLIGHT by yearly rules', (zone) => {
    expect(vtimezoneFaults(vtimezone(zone), zone)).toEqual([]);
    expect(vtimezone(zone)).toContain(`TZID:${zone}\r\n`);
  });

  it.each(everyZone)('%s gives for ten years the hours that the zone has by law', (zone) => {
    const text = calendarInvite(anInvite({ zone }));
    const wrong = daysToRead(text).filter((date) => {
      const read = (time: string): string =>
        readInvite(text.replace(/(DTSTART;TZID=[^:]*:)\S+/, `$1${date.replaceAll('-', '')}T${time.replace(':', '')}00`)).start;
      return ['00:30', '03:30'].some((time) => wallTimeFault(date, time, zone) === null && read(time) !== at(date, time, zone));
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['under another name', 'TZID:Europe/Paris', 'TZID:Europe/Brussels', 'VTIMEZONE has another name'],
    ['without an end', 'END:VTIMEZONE', 'END:VCALENDAR', 'VTIMEZONE is not one block'],
    ['with two DAYLIGHT', 'BEGIN:STANDARD', 'BEGIN:DAYLIGHT', 'VTIMEZONE has more than one DAYLIGHT'],
    ['without STANDARD', 'BEGIN:STANDARD', 'BEGIN:X-STANDARD', 'VTIMEZONE needs one STANDARD'],
    ['with a list of dates', 'TZNAME:CET', 'RDATE:20261025T030000', 'VTIMEZONE lists dates'],
    ['with a rule by day of the month', 'BYDAY=-1SU', 'BYMONTHDAY=25', 'VTIMEZONE rules need BYDAY'],
    ['without an offset', 'TZOFFSETTO:+0200', 'TZNAME:CEST', 'VTIMEZONE misses an offset'],
  ])('%s is refused', (_, from, to, fault) => {
    expect(vtimezoneFaults(vtimezone(timeZone('Europe/Paris')).replace(from, to), 'Europe/Paris')).toContain(fault);
  });
});
