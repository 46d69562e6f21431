import type { Route } from './act';
import { listAndGet } from './schemas';

export const statementRoutes: readonly Route[] = [...listAndGet('statement', 'États liquidatifs')];
