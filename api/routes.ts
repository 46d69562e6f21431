import type { Route } from './act';
import { collectivityRoutes } from './collectivities';
import { commandRoutes } from './commands';
import { consultationDayRoutes } from './consultation-days';
import { taskRoutes } from './tasks';

/** Every route of the API, declared once: served, checked and documented from here. */
export const routes: readonly Route[] = [...collectivityRoutes, ...consultationDayRoutes, ...commandRoutes, ...taskRoutes];
