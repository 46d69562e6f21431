import type { Gate, Payer } from '../../../domain/programme';

export const gateNames: Readonly<Record<Gate, string>> = {
  'engagement-letter': 'La lettre d’engagement est signée',
  'bank-details': 'Les coordonnées bancaires sont transmises',
  'cdom-registration': 'L’Ordre confirme l’inscription au tableau',
  'cdom-site': 'L’Ordre a répondu sur le lieu d’exercice',
  'zone-listed': 'Le lieu d’accueil est en zone prioritaire',
  'no-overcharge': 'Le médecin s’engage à ne pas facturer de dépassement d’honoraires',
};

/** on a form, where the collectivity's own label is not at hand. */
export const payerChoices: Readonly<Record<Payer, string>> = {
  collectivity: 'La collectivité',
  cpam: 'La caisse primaire d’assurance maladie',
  ars: 'L’agence régionale de santé',
  epci: 'L’intercommunalité',
};
