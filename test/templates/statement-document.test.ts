import { statementDocuments, readAccount, type StatementData } from '../../domain/statement-document-data';
import { statementDocument } from '../../templates/statement-document';
import { renderStatement } from '../../templates/statement-pdf';
import { aCollectivity, doctor, site } from '../domain/money-builders';
import { approved, act, facts, issuing, numberOne } from '../domain/closing-builders';
import { timeZone } from '../../domain/dates';
import { readPdf, readText } from './pdf/read-pdf';

const names = {
  doctors: { [doctor]: { name: 'Dr Ana Durand', rpps: '10003456789' } },
  sites: { [site]: { name: 'MSP de Varennes', zone: timeZone('Europe/Paris') } },
  attesters: { 'dr-a': 'Dr Ana Durand', 'msp-1.accueil': 'Inès Petit' },
};
const dataOf = (over = {}): StatementData => {
  const with_ = facts({ names, ...over });
  const step = act(approved, { type: 'issue' }, with_);
  const [spec] = step.events.flatMap((event) => statementDocuments(event, step.state, with_));
  if (spec === undefined) throw new Error('a document was expected');
  return JSON.parse(JSON.stringify(spec.data)) as StatementData;
};
const text = (data: StatementData, how = {}): string => readText(readPdf(renderStatement(statementDocument(data, how))).tree);

test('only an issue calls for documents: one for each number, under an id of its own', () => {
  expect(issuing.events.map(({ type }) => type)).toEqual(['issued']);
  const with_ = facts({ names });
  expect(issuing.events.flatMap((event) => statementDocuments(event, issuing.state, with_))).toMatchObject([
    { id: `allier.statement.${numberOne}.pdf`, kind: 'statement', name: `${numberOne}.pdf`, mediaType: 'application/pdf' },
  ]);
  expect(statementDocuments({ type: 'settled', at: with_.now }, issuing.state, with_)).toEqual([]);
});

test('R-12: the data survive their storage, and the same data give the same bytes', () => {
  const [one, two] = [dataOf(), dataOf()].map((data) => renderStatement(statementDocument(data)));
  expect(Buffer.from(one ?? []).equals(Buffer.from(two ?? []))).toBe(true);
});

test('3.4: letterhead, budget, basis, creditor, account, days with their attesters, sums, information and approval', () => {
  const settings = {
    prefix: '03',
    service: 'Direction de l’autonomie',
    payingOffice: 'Paierie de l’Allier',
    bankMention: 'virement',
    thirdPartyNumbers: { '10003456789': '0048213' },
  };
  const said = text(dataOf({ collectivity: aCollectivity({ statement: settings }) }));
  const expected = [
    `État liquidatif`,
    numberOne,
    'Mois de mars 2026 – exercice 2026',
    'Direction de l’autonomie',
    'SIREN 220 300 015',
    '65 / 6574',
    'EC-12',
    '03-2026-CONV-0001',
    'CP 2026-01-12',
    '20 janvier 2026',
    'Dr Ana Durand',
    '10003456789',
    '0048213',
    'FR76 3000 6000 0112 3456 7890 189',
    'AGRIFRPP882',
    'Paierie de l’Allier',
    'Inès Petit',
    'journée',
    'Délibération du 12 janvier 2026 (L.1511-8 CGCT)',
    'cent quatre-vingts euros',
    'Caisse primaire d’assurance maladie',
    '300,00 €',
    'approver-1, pour la collectivité',
  ];
  for (const words of expected) expect(said).toContain(words);
});

test('R-50: a copy keeps the number and hides the account', () => {
  const said = text(dataOf(), { copy: true });
  expect(said).toContain(numberOne);
  expect(said).toContain('•••• 0189');
  expect(said.replaceAll(' ', '')).not.toContain('FR7630006000011234567890189');
  expect(said).not.toContain('AGRIFRPP882');
});

test('E-40: a document names nobody that it is not about', () => {
  const others = { ...names, doctors: { ...names.doctors, 'dr-b': { name: 'Dr Autre', rpps: '1' } } };
  expect(Object.keys(dataOf({ names: others }).doctors)).toEqual([doctor]);
});

test('what holds no account is a fault, never an empty line of a payment', () => {
  expect(() => readAccount('{"bic":"X"}')).toThrow('no account');
  expect(readAccount('{"iban":"FR76","bic":"","holder":"A"}')).toEqual({ iban: 'FR76', bic: null, holder: 'A' });
  expect(() => dataOf({ openSealed: undefined })).toThrow('cannot be opened');
});
