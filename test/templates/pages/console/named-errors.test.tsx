import { ActForm, type Field } from '../../../../templates/pages/console/form';
import { consolePage } from '../../../../templates/pages/console/frame';
import { linkedErrors, type Answered, type Kit } from '../../../../templates/pages/console/kit';

const fields: readonly Field[] = [
  { kind: 'email', name: 'email', label: 'Adresse électronique' },
  { kind: 'area', name: 'date', label: 'Dates' },
  {
    kind: 'checks',
    name: 'volunteers',
    label: 'Médecins',
    choices: [
      { value: 'p-1', label: 'Dr Odile Roux', hint: 'généraliste' },
      { value: 'p-2', label: 'Dr Luc Morel' },
      { value: 'p-3', label: 'Dr Ana Petit' },
    ],
  },
];
const answered = (...errors: Answered['errors']): Answered => ({
  form: 'call',
  fields: { email: ['x'], date: ['06/10/2026\n07/10/2026'], volunteers: ['p-1', 'p-3'] },
  errors,
  warnings: [],
});

function shown(said: Answered): string {
  const kit: Kit = { csrf: 'c', nonce: 'n', may: () => true, answered: said };
  return consolePage(
    { title: 'Appel', section: null, user: null, collectivity: null, errors: linkedErrors(said) },
    <ActForm kit={kit} form="call" act="/x" action="/console/x" fields={fields} submit="Envoyer" />,
  );
}

test('a fault is summed up with the name of its field, and linked to it', () => {
  const page = shown(answered({ field: 'email', text: 'Elle est mal formée.' }));
  expect(page).toContain('<a href="#call-email">Adresse électronique\u00a0: Elle est mal formée.</a>');
  expect(page).toContain('<p class="fault" id="call-email-fault">Elle est mal formée.</p>');
});

test('a note is said under the faults, and is not counted among them', () => {
  const page = shown({ ...answered({ field: 'email', text: 'Elle est mal formée.' }), later: 'D’autres points pourront apparaître.' });
  expect(page).toContain('Un point est à revoir\u00a0:');
  expect(page).toContain('</ul><p>D’autres points pourront apparaître.</p>');
});

test('a fault inside a text of several lines is said at that text', () => {
  const page = shown(answered({ field: 'date/1', text: 'Ce jour est férié.' }));
  expect(page).toContain('<a href="#call-date">Dates\u00a0: Ce jour est férié.</a>');
  expect(page).toContain('<p class="fault" id="call-date-fault">Ce jour est férié.</p>');
});

test('a fault of one of several choices is said beside that choice, by its place among those that were sent', () => {
  const page = shown(answered({ field: 'volunteers/1', text: 'Ce médecin est déjà engagé.' }));
  expect(page).toContain('<a href="#call-volunteers-1">Dr Ana Petit\u00a0: Ce médecin est déjà engagé.</a>');
  expect(page).toMatch(
    /<p class="fault" id="call-volunteers-1-fault">Ce médecin est déjà engagé\.<\/p><label class="choice" id="call-volunteers-1"><input[^>]*value="p-3"[^>]*aria-describedby="call-volunteers-1-fault"/,
  );
  expect(page.match(/class="fault"/g)).toHaveLength(1);
});

test('a fault of the list as a whole is said at the list', () => {
  const page = shown(answered({ field: 'volunteers', text: 'Choisissez au moins un médecin.' }));
  expect(page).toContain('<a href="#call-volunteers">Médecins\u00a0: Choisissez au moins un médecin.</a>');
  expect(page).toContain('id="call-volunteers-fault"');
});

test('what was not sent among the choices is said at their list', () => {
  const page = shown(answered({ field: 'volunteers/7', text: 'Ce médecin est inconnu.' }));
  expect(page).toContain('<a href="#call-volunteers">Médecins\u00a0: Ce médecin est inconnu.</a>');
  expect(page).toContain('<p class="fault" id="call-volunteers-fault">Ce médecin est inconnu.</p>');
});

test('a fault of what the page does not ask is said without a link', () => {
  const page = shown(answered({ field: 'clock', text: 'Ce réglage est refusé.' }));
  expect(page).toContain('<li>Ce réglage est refusé.</li>');
});

test('faults are summed up in the order of the form, whatever the order in which they were found', () => {
  const page = shown(
    answered(
      { field: 'volunteers', text: 'Un.' },
      { field: 'email', text: 'Deux.' },
      { field: null, text: 'Trois.' },
      { field: 'date', text: 'Quatre.' },
    ),
  );
  const summary = page.slice(page.indexOf('class="faults"'));
  const places = ['Trois.', 'Deux.', 'Quatre.', 'Un.'].map((text) => summary.indexOf(text));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('fields of the same name are told apart by the groups that hold them, and a question keeps its only mark', () => {
  const party = (n: number): Field => ({
    kind: 'group',
    label: `Partie ${n}`,
    fields: [
      { kind: 'text', name: `body-${n}`, label: 'Organisme' },
      { kind: 'group', label: 'Tarif 1', fields: [{ kind: 'date', name: `from-${n}`, label: 'Du' }] },
      { kind: 'radio', name: `side-${n}`, label: 'À la demande de qui\u00a0?', choices: [{ value: 'x', label: 'lui' }] },
    ],
  });
  const said = answered(
    { field: 'body-2', text: 'Ce champ est obligatoire.' },
    { field: 'from-2', text: 'Indiquez une date.' },
    { field: 'side-2', text: 'Choisissez une réponse.' },
  );
  const kit: Kit = { csrf: 'c', nonce: 'n', may: () => true, answered: said };
  const page = consolePage(
    { title: 'Appel', section: null, user: null, collectivity: null, errors: linkedErrors(said) },
    <ActForm kit={kit} form="call" act="/x" action="/console/x" fields={[party(1), party(2)]} submit="Envoyer" />,
  );
  expect(page).toContain('<a href="#call-body-2">Partie 2, Organisme\u00a0: Ce champ est obligatoire.</a>');
  expect(page).toContain('<a href="#call-from-2">Partie 2, Tarif 1, Du\u00a0: Indiquez une date.</a>');
  expect(page).toContain('<a href="#call-side-2">Partie 2, À la demande de qui\u00a0? Choisissez une réponse.</a>');
});
