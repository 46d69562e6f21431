import { civilDate, instant, timeZone } from '../../../../domain/dates';
import type { DocumentRequest } from '../../../../domain/engagement';
import { engagementActs } from '../../../../templates/pages/console/engagement-acts';
import type { EngagementModel } from '../../../../templates/pages/console/engagements';
import { anEngagement } from '../../../domain/day-builders';

const asked: DocumentRequest = { document: 'insurance', text: '', askedOn: instant('2026-09-01T08:00:00.000Z'), sent: null };

function modelOf(request: DocumentRequest | null): EngagementModel {
  const engagement = anEngagement();
  return {
    id: 'e',
    version: 1,
    engagement: {
      ...engagement,
      cdom: { ...engagement.cdom, registration: { ...engagement.cdom.registration, status: 'asked', request } },
    },
    doctor: 'Dr Odile Roux',
    programme: 'Solidarité',
    convention: 'CONV-2026-0001',
    clock: timeZone('Europe/Paris'),
    today: civilDate('2026-09-05'),
    siteNames: {},
    otherSites: [],
    creditors: [],
    days: [],
    documents: [],
    waits: [],
    past: [],
  };
}
const documentAct = (request: DocumentRequest | null): ReturnType<typeof engagementActs>[number] | undefined =>
  engagementActs(modelOf(request)).find(({ form }) => form === 'cdom/document');

test('a document is noted as sent to the councils that asked for one, and to no other', () => {
  expect(documentAct(null)?.possible).toBe(false);
  expect(documentAct({ ...asked, sent: { title: 'RCP', note: '', by: 'user:claire', at: asked.askedOn } })?.possible).toBe(false);
  const offered = documentAct(asked);
  expect(offered?.possible).toBe(true);
  expect(offered?.fields[0]).toMatchObject({ name: 'scope', choices: [{ value: 'registration' }] });
});
