import type { ConsoleEntry } from './console-page';
import { boardEntries } from './console/board';
import { campaignEntries } from './console/campaigns';
import { calendarEntries } from './console/calendar';
import { coverageEntries } from './console/coverage';
import { proposalEntries } from './console/proposals';
import { dayEntries } from './console/days';
import { engagementEntries } from './console/engagements';
import { programmeEntries } from './console/programmes';
import { conventionEntries } from './console/conventions';
import { closingEntries } from './console/closings';
import { statementEntries } from './console/statements';
import { coverEntries } from './console/covers';
import { creditorEntries } from './console/creditors';
import { indicatorEntries } from './console/indicators';
import { documentEntries } from './console/documents';
import { importEntries } from './console/imports';
import { keyEntries } from './console/keys';
import { outboxEntries } from './console/outbox';
import { peopleEntries } from './console/people';
import { siteEntries } from './console/sites';

/** Every page, form and file of the console. One that has a `menu` is an entry of the menu, in this order. */
export const consolePages: readonly ConsoleEntry[] = [
  ...boardEntries,
  ...calendarEntries,
  ...coverageEntries,
  ...proposalEntries,
  ...dayEntries,
  ...campaignEntries,
  ...engagementEntries,
  ...programmeEntries,
  ...conventionEntries,
  ...closingEntries,
  ...statementEntries,
  ...coverEntries,
  ...creditorEntries,
  ...indicatorEntries,
  ...peopleEntries,
  ...siteEntries,
  ...importEntries,
  ...documentEntries,
  ...outboxEntries,
  ...keyEntries,
];
