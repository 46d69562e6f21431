import { engagement, type Engagement, type EngagementAction } from '../../domain/engagement';
import { at, by, inGates, inLetter, isActive, known, link, mailsOf, round, run, signed, siteId, tellsOf } from './recruitment-builders';
import { refusalsOf } from './reference-data';

const council = by(link('cdom-03'));
const ask: EngagementAction = { type: 'cdom-ask-document', scope: siteId, document: 'insurance', text: 'Période en cours' };
const send: EngagementAction = { type: 'send-cdom-document', scope: siteId, title: 'Attestation d’assurance 2026', note: 'Valable un an' };
const asked = (): Engagement => run(inGates(), ask, council).state;
const tasksOf = (state: Engagement) => engagement.nextActions(state, known()).filter(({ what }) => what === 'cdom-document-asked');

describe('a council asks for a document before it answers', () => {
  test('the desk has a task and a mail, the council another link; what it typed is read in the dossier only', () => {
    const ran = run(inGates(), ask, council);
    expect(mailsOf(ran, council)).toEqual(['cdom-document-asked contact', 'cdom-request-acknowledged cdom-03 cdom-answer site-1']);
    expect(tasksOf(ran.state)).toMatchObject([{ owner: { role: 'administrator' }, detail: { scope: siteId, document: 'insurance' } }]);
    expect(ran.state.cdom.sites[siteId]?.request).toMatchObject({ text: 'Période en cours', sent: null });
    const journal = ran.events.map((event) => Object.entries(event).filter(([name]) => name !== 'state'));
    const mails = ran.events.flatMap((event) => engagement.messages(event, ran.state, council));
    expect(JSON.stringify([journal, mails])).not.toContain('Période en cours');
  });

  test('R-23: its two months run on, and it may answer without waiting', () => {
    const receipt: EngagementAction = {
      type: 'record-cdom',
      scope: siteId,
      answer: null,
      receivedOn: known().today,
      on: known().today,
      document: 'AR 1A 234',
    };
    const silence = (state: Engagement) => engagement.dues(state, known()).filter(({ what }) => what === 'cdom-silence');
    const before = run(inGates(), receipt).state;
    expect(silence(before)).toHaveLength(1);
    expect(silence(run(before, ask, council).state)).toEqual(silence(before));
    const answered = run(asked(), { type: 'cdom-answer', scope: siteId, answer: 'authorise' }, council).state;
    expect([answered.cdom.sites[siteId]?.status, tasksOf(answered)]).toEqual(['authorised', []]);
  });

  test('the document sent, the council has its link again, its weekly page too, and may ask for another', () => {
    const ran = run(asked(), send);
    expect(mailsOf(ran)).toEqual(['cdom-document-sent cdom-03 cdom-answer site-1']);
    expect(tellsOf(ran)).toEqual([
      { noun: 'digest', dossier: 'digest.cdom-03', action: { type: 'notice', audience: 'council', owner: 'cdom-03', urgent: false } },
    ]);
    expect(tasksOf(ran.state)).toEqual([]);
    expect(engagement.decide(ran.state, ask, council).ok).toBe(true);
  });

  test('nobody is reminded of an answer while we owe the document', () => {
    const later = at('2026-09-16T08:00:00.000Z', { by: { kind: 'clock' } });
    const reminder: EngagementAction = { type: 'fall-due', due: 'cdom-reminder', item: `${siteId}.15` };
    expect(mailsOf(run(asked(), reminder, later), later)).toEqual([]);
    expect(mailsOf(run(run(asked(), send).state, reminder, later), later)).toEqual(['cdom-reminder cdom-03 cdom-answer site-1']);
  });

  test.each<[string, Engagement, EngagementAction, ReturnType<typeof by>, string]>([
    ['twice at once', asked(), ask, council, 'document-already-asked'],
    ['by another council', inGates(), ask, by(link('cdom-976')), 'wrong-cdom'],
    ['once it has answered', isActive(), { ...ask, scope: 'registration' }, council, 'already-answered'],
    ['without saying which other', inGates(), { ...ask, document: 'other', text: ' ' }, council, 'text-empty /text'],
    ['that nobody asked for', inGates(), send, known(), 'document-not-asked /scope'],
    ['without a title', asked(), { ...send, title: ' ' }, known(), 'text-empty /title'],
  ])('no document %s', (_, state, action, facts, code) => {
    expect(refusalsOf(engagement.decide(state, action, facts))).toEqual([code]);
  });
});

describe('what waits for a council', () => {
  test('each question and the signed letter are noticed for its weekly mail, and its rows say which question they are', () => {
    const ran = run(inLetter(), signed(), by(round()));
    const notices = tellsOf(ran)
      .map((tell) => JSON.stringify(tell))
      .filter((tell) => tell.includes('"council"'));
    expect(notices).toHaveLength(3);
    const rows = engagement.nextActions(ran.state, known()).filter(({ owner }) => owner.kind === 'party' && owner.ref === 'cdom-03');
    expect(rows.map(({ what, detail }) => [what, detail?.['scope']])).toEqual([
      ['contract-receipt', undefined],
      ['cdom-registration', 'registration'],
      ['cdom-site', siteId],
    ]);
  });

  test('R-27: its own acknowledgement is the proof of receipt: who, and when', () => {
    const act: EngagementAction = { type: 'acknowledge-contract', name: ' Jeanne Roy, secrétaire ' };
    const { state } = run(isActive(), act, council);
    expect(state.contract).toEqual({ on: known().today, by: 'cdom-03', proof: 'Jeanne Roy, secrétaire' });
    expect(engagement.nextActions(state, known()).map(({ what }) => what)).not.toContain('contract-to-transmit');
    expect(refusalsOf(engagement.decide(state, act, council))).toEqual(['contract-transmitted']);
    expect(refusalsOf(engagement.decide(isActive(), act, by(link('cdom-976'))))).toEqual(['wrong-cdom']);
    expect(refusalsOf(engagement.decide(isActive(), { ...act, name: ' ' }, council))).toEqual(['text-empty /name']);
    expect(refusalsOf(engagement.decide(inLetter(), act, council))).toEqual(['letter-not-signed']);
  });
});
