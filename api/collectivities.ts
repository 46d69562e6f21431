import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { act, type Route } from './act';
import { secretHash } from './actor';
import { civilDateSchema, listAndGet, textSchema } from './schemas';

export const collectivityRoutes: readonly Route[] = [...listAndGet('collectivity', 'Collectivités')];
void randomBytes; void z; void act; void secretHash; void civilDateSchema; void textSchema;
