import { getVtimezoneComponent } from '@touch4it/ical-timezones';
import type { TimeZone } from '../../domain/dates';

/**
 * The zone as Outlook reads it (MS-STANXICAL): under its own name, one STANDARD and at most one DAYLIGHT, both by yearly rule with BYDAY.
 * Other generators answer with an alias (Indian/Reunion becomes Asia/Dubai), which leaves the event's own TZID undefined.
 */
export function vtimezone(zone: TimeZone): string {
  const known = blocks.get(zone);
  if (known) return known;
  const lines = (getVtimezoneComponent(zone) ?? '').split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('TZURL:'));
  const block = lines.join('\r\n');
  const faults = vtimezoneFaults(block, zone);
  if (faults.length > 0) throw new RangeError(`no usable VTIMEZONE for ${zone}: ${faults.join(', ')}`);
  blocks.set(zone, block);
  return block;
}

export function vtimezoneFaults(block: string, zone: string): readonly string[] {
  const lines = block.split('\r\n');
  const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length;
  const daylight = count(/^BEGIN:DAYLIGHT$/);
  const rules: readonly (readonly [holds: boolean, fault: string])[] = [
    [lines[0] === 'BEGIN:VTIMEZONE' && lines.at(-1) === 'END:VTIMEZONE', 'VTIMEZONE is not one block'],
    [count(/^TZID:/) === 1 && lines.includes(`TZID:${zone}`), 'VTIMEZONE has another name'],
    [count(/^BEGIN:STANDARD$/) === 1, 'VTIMEZONE needs one STANDARD'],
    [daylight <= 1, 'VTIMEZONE has more than one DAYLIGHT'],
    [count(/^RDATE/) === 0, 'VTIMEZONE lists dates'],
    [count(/^RRULE:FREQ=YEARLY;.*BYDAY=/) === daylight * 2 && count(/^RRULE/) === daylight * 2, 'VTIMEZONE rules need BYDAY'],
    [count(/^TZOFFSETTO:/) === daylight + 1 && count(/^TZOFFSETFROM:/) === daylight + 1, 'VTIMEZONE misses an offset'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

const blocks = new Map<TimeZone, string>();
