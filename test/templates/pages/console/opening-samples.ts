import { boardPage } from '../../../../templates/pages/console/board';
import { conventionFormPage } from '../../../../templates/pages/console/convention-form';
import { conventionsPage } from '../../../../templates/pages/console/conventions';
import type { Kit, View } from '../../../../templates/pages/console/kit';
import { programmeFormPage } from '../../../../templates/pages/console/programme-form';
import { programmePage, programmesPage } from '../../../../templates/pages/console/programmes';
import { aProgramme } from '../../../domain/reference-data';

const kit: Kit = { csrf: 'c', nonce: 'n', may: () => true, answered: null };
const programme = { ...aProgramme(), status: 'active' } as const;
export const onFile = { id: 'programme-1', version: 3, programme };
const choices = [{ value: '200071082', label: 'CA Montluçon Communauté', hint: '03' }];
const steps = [{ href: '/console/programmes/new', path: '/programmes/new', label: 'Créer un dispositif' }];

/** What a new collectivity makes first. */
export const openingPages: readonly (readonly [string, View])[] = [
  ['programmes', programmesPage([{ id: 'programme-1', state: programme }], kit)],
  ['no programme', programmesPage([], kit)],
  ['programme', programmePage({ id: 'programme-1', programme, label: 'Département de l’Exemple' }, kit)],
  ['new programme', programmeFormPage({ file: null, model: '' }, kit)],
  ['departmental programme', programmeFormPage({ file: null, model: 'departemental' }, kit)],
  ['programme’s settings', programmeFormPage({ file: onFile, model: '' }, kit)],
  ['no convention', conventionsPage([], kit)],
  ['new convention', conventionFormPage({ programmes: choices, zones: choices }, kit)],
  ['convention without a programme', conventionFormPage({ programmes: [], zones: [] }, kit)],
  ['board of a new collectivity', boardPage({ lines: [], total: 0, audience: '', today: 'lundi 5 octobre 2026', steps }, kit)],
];
