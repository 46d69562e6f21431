import type { Route } from './act';
import { collectivityRoutes } from './collectivities';
import { commandRoutes } from './commands';
import { dataImportRoutes } from './data-imports';
import { peopleRoutes } from './people';
import { programmeRoutes } from './programmes';
import { siteRoutes } from './sites';
import { zoneRoutes } from './zones';
import { consultationDayRoutes } from './consultation-days';
import { coverRoutes } from './covers';
import { campaignRoutes } from './campaigns';
import { conventionRoutes } from './conventions';
import { creditorRoutes } from './creditors';
import { engagementRoutes } from './engagements';
import { documentRoutes } from './documents';
import { signatureRoundRoutes } from './signature-rounds';
import { monthClosingRoutes } from './month-closings';
import { statementRoutes } from './statements';
import { taskRoutes } from './tasks';
import { indicatorRoutes } from './indicators';
import { dayAnswerRoutes } from './day-answers';

/** Every route of the API, declared once: served, checked and documented from here. */
export const routes: readonly Route[] = [
  ...collectivityRoutes,
  ...programmeRoutes,
  ...zoneRoutes,
  ...siteRoutes,
  ...peopleRoutes,
  ...dataImportRoutes,
  ...conventionRoutes,
  ...signatureRoundRoutes,
  ...campaignRoutes,
  ...engagementRoutes,
  ...creditorRoutes,
  ...documentRoutes,
  ...consultationDayRoutes,
  ...coverRoutes,
  ...monthClosingRoutes,
  ...statementRoutes,
  ...commandRoutes,
  ...taskRoutes,
  ...indicatorRoutes,
  ...dayAnswerRoutes,
];
