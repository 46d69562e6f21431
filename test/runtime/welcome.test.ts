import { welcome } from '../../runtime/welcome';

const mail = { smtpUrl: undefined, from: 'relais@departement.example', ratePerMinute: 60 };
const running = {
  publicUrl: 'http://127.0.0.1:4000',
  uiAddress: 'http://127.0.0.1:8233',
  key: { file: '/srv/relais/instance-key', key: 'rlk_operator', made: false },
  config: { data: '/srv/relais', mail },
};

test('a start says where the console, the API, its documentation, Temporal and the mails are', () => {
  expect(welcome(running)).toEqual([
    'Console             http://127.0.0.1:4000/console',
    'API et liens        http://127.0.0.1:4000',
    'Documentation       http://127.0.0.1:4000/openapi.json',
    'Interface Temporal  http://127.0.0.1:8233',
    'Courriels           fichiers .eml dans /srv/relais/mails (SMTP_URL n’est pas indiquée\u00A0: rien ne part)',
    'Clé d’instance      /srv/relais/instance-key',
  ]);
});

test('a relay of mails is named without its password', () => {
  const smtpUrl = 'smtps://cellule:secret@smtp.departement.example:465';
  const said = welcome({ ...running, uiAddress: null, config: { data: '/srv/relais', mail: { ...mail, smtpUrl } } });
  expect(said).toContain('Courriels           serveur SMTP smtp.departement.example:465');
  expect(said.join()).not.toContain('secret');
  expect(said.join()).not.toContain('Temporal');
});

test('the instance key is told at the start that made it, and only then', () => {
  expect(welcome({ ...running, key: { ...running.key, made: true } }).slice(-2)).toEqual([
    `${' '.repeat(20)}rlk_operator`,
    `${' '.repeat(20)}Elle n’est affichée qu’une fois\u00A0: elle crée une collectivité et la clé de son premier administrateur.`,
  ]);
  expect(welcome(running).join()).not.toContain('rlk_operator');
});
