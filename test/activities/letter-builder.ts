import type { Letter } from '../../templates/mail';

export function aLetter(changes: Partial<Letter> = {}): Letter {
  return {
    subject: 'Consultation à Thizy le samedi 24 octobre 2026',
    greeting: 'Bonjour Docteur Martin,',
    paragraphs: ['La maison de santé de Thizy vous attend\u00a0: merci de confirmer votre venue.'],
    facts: [
      ['Date', 'samedi 24 octobre 2026, matin'],
      ['Lieu', '12 rue de l’Église, 69240 Thizy-les-Bourgs'],
    ],
    action: {
      label: 'Accepter ou refuser cette journée',
      url: 'https://relais.example.fr/l/Zm9vYmFy_-x',
      until: 'mardi 20 octobre 2026 à 18\u00a0h',
      limit: 'answer',
    },
    closing: ['Bien cordialement,'],
    contact: { name: 'Claire Morel', phone: '04\u00a072\u00a000\u00a000\u00a000', email: 'medecins@departement.example' },
    sender: 'Département du Rhône',
    specimen: false,
    ...changes,
  };
}
