"""What Python's icalendar understands of invitation objects: one line per file, tab-separated, instants as epoch seconds.
Hours go through the VTIMEZONE of the file itself, and must be those of the time zone database too."""

import sys
from datetime import timezone
from zoneinfo import ZoneInfo

from icalendar import Calendar


def instant(calendar, event, name):
    prop = event[name]
    tzid = prop.params.get("TZID")
    naive = prop.dt.replace(tzinfo=None)
    if tzid is None:
        if prop.dt.utcoffset() is None or prop.dt.utcoffset().total_seconds() != 0:
            raise ValueError(f"{name} is floating")
        return int(prop.dt.timestamp())
    (zone,) = [each for each in calendar.walk("VTIMEZONE") if str(each["TZID"]) == tzid]
    own = naive.replace(tzinfo=zone.to_tz(lookup_tzid=False)).astimezone(timezone.utc)
    law = naive.replace(tzinfo=ZoneInfo(tzid)).astimezone(timezone.utc)
    if own != law:
        raise ValueError(f"{name} is {own} by the file and {law} by the time zone database")
    return int(own.timestamp())


def line(path):
    try:
        with open(path, "rb") as file:
            calendar = Calendar.from_ical(file.read())
        (event,) = calendar.walk("VEVENT")
        verdict = "ok" if not calendar.errors and not event.errors else "invalid"
        fields = [verdict, str(calendar["METHOD"]), str(event["UID"]), str(event["SEQUENCE"])]
        fields += [str(instant(calendar, event, name)) for name in ("DTSTAMP", "DTSTART", "DTEND")]
    except Exception as fault:  # noqa: BLE001 -- whatever the library cannot read is what this looks for
        fields = ["unreadable " + str(fault).replace("\t", " ").replace("\n", " ")]
    print("\t".join([path, *fields]))


for row in sys.stdin:
    if row.strip():
        line(row.strip())
