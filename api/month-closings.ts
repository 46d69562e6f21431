import type { Route } from './act';
import { listAndGet } from './schemas';

export const monthClosingRoutes: readonly Route[] = [...listAndGet('month-closing', 'Clôtures mensuelles')];
