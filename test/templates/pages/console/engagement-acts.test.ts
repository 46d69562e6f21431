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

describe('the recap of a year', () => {
  const recapOf = (
    from: string,
    to: string,
    letterSignedOn: EngagementModel['engagement']['letterSignedOn'],
  ): ReturnType<typeof engagementActs>[number] | undefined => {
    const model = modelOf(null);
    const engagement = { ...model.engagement, from: civilDate(from), to: civilDate(to), letterSignedOn };
    return engagementActs({ ...model, engagement }).find(({ form }) => form === 'recap');
  };
  const signedOn = instant('2025-03-01T08:00:00.000Z');
  const years = (act: ReturnType<typeof recapOf>): readonly string[] =>
    (act?.fields ?? []).flatMap((field) => (field.kind === 'select' ? field.choices.map(({ value }) => value) : []));

  test('is offered for the years that have begun, the latest first', () => {
    expect(years(recapOf('2025-03-01', '2027-02-28', signedOn))).toEqual(['2026', '2025']);
    expect(years(recapOf('2024-03-01', '2025-02-28', signedOn))).toEqual(['2025', '2024']);
  });

  test('is not offered before the letter is signed, nor before the first day', () => {
    expect(recapOf('2025-03-01', '2027-02-28', signedOn)?.possible).toBe(true);
    expect(recapOf('2025-03-01', '2027-02-28', null)?.possible).toBe(false);
    expect(recapOf('2027-01-01', '2027-12-31', signedOn)?.possible).toBe(false);
  });
});
