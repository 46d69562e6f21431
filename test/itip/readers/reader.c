/* What libical understands of invitation objects: one line per file, tab-separated, instants as epoch seconds.
   Hours go through the VTIMEZONE of the file itself. Built by the bar with Debian's libical-dev. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *contents(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = calloc(1, (size_t)size + 1);
  size_t got = fread(text, 1, (size_t)size, file);
  fclose(file);
  if (got != (size_t)size) {
    free(text);
    return NULL;
  }
  return text;
}

static int parse_errors(icalcomponent *component) {
  int errors = icalcomponent_count_properties(component, ICAL_XLICERROR_PROPERTY);
  for (icalcomponent *inner = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); inner;
       inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
    errors += icalcomponent_count_properties(inner, ICAL_XLICERROR_PROPERTY);
  return errors;
}

static int zone_of(icalcomponent *calendar, icalproperty *property, icaltimezone **zone) {
  icalparameter *tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  if (!tzid) return 0;
  for (icalcomponent *each = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT); each;
       each = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT)) {
    icalproperty *name = icalcomponent_get_first_property(each, ICAL_TZID_PROPERTY);
    if (!name || strcmp(icalproperty_get_tzid(name), icalparameter_get_tzid(tzid)) != 0) continue;
    *zone = icaltimezone_new();
    return icaltimezone_set_component(*zone, icalcomponent_new_clone(each));
  }
  return 0;
}

static long long instant(icalcomponent *calendar, icalcomponent *event, icalproperty_kind kind) {
  icalproperty *property = icalcomponent_get_first_property(event, kind);
  if (!property) return -1;
  icaltimezone *zone = NULL;
  struct icaltimetype time = icalvalue_get_datetime(icalproperty_get_value(property));
  if (icaltime_is_utc(time)) return (long long)icaltime_as_timet(time);
  if (!zone_of(calendar, property, &zone)) return -1;
  long long at = (long long)icaltime_as_timet_with_zone(time, zone);
  icaltimezone_free(zone, 1);
  return at;
}

static void line(const char *path) {
  char *text = contents(path);
  icalcomponent *calendar = text ? icalparser_parse_string(text) : NULL;
  icalcomponent *event = calendar ? icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT) : NULL;
  if (!event) {
    printf("%s\tunreadable\n", path);
  } else {
    int valid = icalrestriction_check(calendar) && parse_errors(calendar) == 0;
    const char *uid = icalcomponent_get_uid(event);
    printf("%s\t%s\t%s\t%s\t%d\t%lld\t%lld\t%lld\n", path, valid ? "ok" : "invalid", icalproperty_method_to_string(icalcomponent_get_method(calendar)),
           uid ? uid : "", icalcomponent_get_sequence(event), instant(calendar, event, ICAL_DTSTAMP_PROPERTY),
           instant(calendar, event, ICAL_DTSTART_PROPERTY), instant(calendar, event, ICAL_DTEND_PROPERTY));
  }
  if (calendar) icalcomponent_free(calendar);
  free(text);
}

int main(void) {
  char path[4096];
  while (fgets(path, sizeof path, stdin)) {
    path[strcspn(path, "\n")] = '\0';
    if (path[0]) line(path);
  }
  return 0;
}
