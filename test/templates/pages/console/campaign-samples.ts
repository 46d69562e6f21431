import { instant, timeZone } from '../../../../domain/dates';
import { dossierId } from '../../../../domain/ids';
import type { CampaignModel } from '../../../../templates/pages/console/campaigns';

export const choices = [{ value: 'v', label: 'Dr Odile Roux', hint: 'médecine générale' }];
export const launch = { programmes: choices, conventions: choices, volunteers: choices, sites: choices, ticked: [] };
export const call: CampaignModel = {
  id: 'c',
  version: 1,
  programme: 'Solidarité',
  convention: 'CONV-2026-0001, Convention',
  clock: timeZone('Europe/Paris'),
  maySeeNames: true,
  names: { p: 'Dr Odile Roux', q: 'Dr Luc Morel', r: 'Dr Ana Petit' },
  siteNames: { s: 'Maison de santé' },
  waits: [],
  campaign: {
    status: 'open',
    programme: dossierId('g'),
    convention: dossierId('v'),
    title: 'Appel du printemps',
    sites: [dossierId('s')],
    volunteers: [dossierId('p'), dossierId('q'), dossierId('r')],
    answers: {
      p: { answer: 'yes', sites: [dossierId('s')], at: instant('2026-10-01T08:00:00.000Z') },
      q: { answer: 'no', reason: 'distance', at: instant('2026-10-01T08:00:00.000Z') },
    },
    launchedOn: instant('2026-09-28T08:00:00.000Z'),
    until: instant('2026-10-20T18:00:00.000Z'),
    reminded: 0,
    closedBy: null,
  },
};
