import { z } from 'zod';
import { act, type Route } from './act';
import { administrators, departementSchema, known } from './reference';
import { civilDateSchema, listAndGet, textSchema } from './schemas';

const zoneSchema = z.strictObject({
  siren: textSchema(20),
  name: textSchema(200),
  departements: z.array(departementSchema).max(10),
  region: textSchema(200),
  population: z.int(),
  listedFrom: civilDateSchema,
  source: textSchema(500),
});

const body = z.strictObject({ zone: zoneSchema });

export const zoneRoutes: readonly Route[] = [
  act({
    noun: 'zone',
    path: '/zones',
    roles: administrators,
    title: 'Inscrire une zone prioritaire, avec sa source',
    body,
    action: ({ zone }) => ({ type: 'list', zone }),
  }),
  act({
    noun: 'zone',
    path: '/zones/:id/listing',
    roles: administrators,
    title: 'Corriger une zone prioritaire, ou la réinscrire',
    body,
    action: async ({ zone }, call) => {
      await known(call, 'zone');
      return { type: 'list', zone };
    },
  }),
  act({
    noun: 'zone',
    path: '/zones/:id/removal',
    roles: administrators,
    title: 'Retirer une zone de la liste, avec la source du retrait',
    body: z.strictObject({ on: civilDateSchema, source: textSchema(500) }),
    action: ({ on, source }) => ({ type: 'remove', on, source }),
  }),
  ...listAndGet('zone', 'Zones prioritaires'),
];
