import type { Beginning } from '../../store/console-beginnings';
import type { Step } from '../../templates/pages/console/beginnings';

const imports = { href: '/console/imports', path: '/imports' };
const steps: readonly (Step & { readonly needs: readonly Beginning[] })[] = [
  { ...imports, label: 'Importer la liste des zones prioritaires', needs: ['zones'] },
  { ...imports, label: 'Inscrire les médecins', needs: ['people'] },
  { href: '/console/sites/new', path: '/sites/new', label: 'Ajouter un lieu d’accueil', needs: ['sites'] },
  { href: '/console/programmes/new', path: '/programmes/new', label: 'Créer un dispositif', needs: ['programmes'] },
  { href: '/console/conventions/new', path: '/conventions/new', label: 'Créer une convention', needs: ['conventions'] },
  // an engagement that was opened without a call is a beginning too
  { href: '/console/campaigns/new', path: '/campaigns/new', label: 'Lancer un appel aux volontaires', needs: ['campaigns', 'engagements'] },
];

/** What a collectivity has not done yet of what everything else needs. */
export function stepsLeft(begun: ReadonlySet<Beginning>): readonly Step[] {
  return steps.filter(({ needs }) => !needs.some((each) => begun.has(each))).map(({ href, path, label }) => ({ href, path, label }));
}
