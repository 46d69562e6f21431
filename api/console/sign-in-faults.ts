export const unknownKey = 'Cette clé est inconnue, révoquée ou arrivée à son terme.';
export const tooMany = 'Trop d’essais sans succès\u00A0: réessayez dans un quart d’heure.';

const noKey = 'La clé d’accès est obligatoire.';
const instanceKey =
  'Cette clé est celle de l’instance\u00A0: elle crée une collectivité. Connectez-vous avec la clé d’un administrateur, d’un approbateur, d’un comptable ou d’un auditeur de la collectivité.';

/** What is no key of the console whatever it holds: told by its form alone, so that nothing is tried or said of a secret. */
export function keyFault(key: string): string | null {
  if (key === '') return noKey;
  return key.startsWith('relais_instance_') ? instanceKey : null;
}
