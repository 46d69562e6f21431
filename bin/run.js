'use strict';
// The door of every npm script. Written for an old Node too: it must live long enough to say which one is needed.

var needed = [20, 19];
var found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    'Relais a besoin de Node ' +
      needed.join('.') +
      ' ou plus récent\u00A0; cette machine lance Node ' +
      process.versions.node +
      '.\n' +
      'Installez une version récente (https://nodejs.org/fr/download, ou «\u00A0nvm install 24\u00A0»), puis relancez la même commande.',
  );
  process.exit(1);
}

void require('./programs.js').run(process.argv.slice(2));
