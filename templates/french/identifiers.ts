import type { Sentence } from '../french';

/** « 😀 » (U+1F600); one that cannot be seen, by its number alone. */
const named: Sentence = ({ code, character }) => {
  if (code === undefined) return '';
  return character === undefined ? `\u00A0: ${code}` : `\u00A0: «\u00A0${character}\u00A0» (${code})`;
};

/** R-54, E-38: what is said of a number, an address or a text that was typed, whoever's dossier it enters. */
export const identifierRefusals: Readonly<Record<string, Sentence>> = {
  'rpps-malformed': () => 'Le numéro RPPS compte onze chiffres.',
  'rpps-adeli': () => 'Ce numéro est un numéro ADELI : indiquez le numéro RPPS, à onze chiffres.',
  'rpps-card-number': () => 'Ce numéro est celui de la carte CPS : indiquez le numéro RPPS, à onze chiffres.',
  'rpps-key': () => 'Le dernier chiffre du numéro RPPS ne correspond pas aux précédents : vérifiez la saisie.',
  'rpps-fictional': () => 'Ce numéro RPPS est fictif : il ne peut servir que dans une répétition.',
  'siren-malformed': () => 'Le numéro SIREN compte neuf chiffres.',
  'siren-key': () => 'Le dernier chiffre du numéro SIREN ne correspond pas aux précédents : vérifiez la saisie.',
  'siret-malformed': () => 'Le numéro SIRET compte quatorze chiffres.',
  'siret-key': () => 'Le dernier chiffre du numéro SIRET ne correspond pas aux précédents : vérifiez la saisie.',
  'epci-unusual-siren': () => 'Le SIREN d’une intercommunalité commence d’ordinaire par 200 ou 24 : vérifiez qu’il s’agit bien du sien.',
  'finess-malformed': () => 'Le numéro FINESS compte neuf caractères.',
  'finess-key': () => 'Le dernier chiffre du numéro FINESS ne correspond pas aux précédents : vérifiez la saisie.',
  'commune-malformed': () => 'Le code de la commune (INSEE) compte cinq caractères.',
  'departement-malformed': () => 'Numéro de département inconnu : écrivez par exemple 03, 2A ou 976.',
  'iban-malformed': () => 'Cet IBAN est mal formé.',
  'iban-not-sepa': () => 'Cet IBAN est celui d’un pays hors de l’espace SEPA.',
  'iban-length': () => 'Cet IBAN n’a pas la longueur attendue pour son pays.',
  'iban-key': () => 'La clé de cet IBAN est fausse : vérifiez la saisie.',
  'iban-rib-key': () => 'La clé du RIB contenue dans cet IBAN est fausse : vérifiez la saisie.',
  'iban-foreign': () => 'Ce compte n’est pas tenu en France : vérifiez que c’est bien celui qui est voulu.',
  'bic-malformed': () => 'Ce code BIC est mal formé : il compte huit ou onze caractères.',
  'bic-country': () => 'Le pays du code BIC n’est pas celui de l’IBAN : vérifiez les deux.',
  'holder-malformed': () => 'Le titulaire du compte contient des caractères que la banque n’accepte pas, ou dépasse 70 caractères.',
  'holder-differs': () => 'Le titulaire du compte n’est pas le créancier : indiquez pourquoi.',
  'email-malformed': () => 'Cette adresse électronique est mal formée.',
  'email-mssante': () => 'Une adresse MSSanté ne peut pas recevoir nos courriels : indiquez une adresse ordinaire.',
  'phone-malformed': () => 'Ce numéro de téléphone est mal formé : dix chiffres sont attendus.',
  'phone-not-french': () => 'Ce numéro de téléphone est étranger : indiquez un numéro français.',
  'text-empty': () => 'Ce champ est obligatoire.',
  'text-too-long': ({ max }) => `Ce texte est trop long : ${max ?? ''} caractères au plus.`,
  'text-control-character': (detail) =>
    `Ce texte contient un caractère interdit (retour à la ligne, tabulation ou caractère invisible)${named(detail)}.`,
  'text-broken-character': (detail) => `Ce texte contient un caractère abîmé${named(detail)}. Saisissez-le à nouveau.`,
  'text-unprintable': (detail) =>
    `Ce texte contient un caractère que nos documents ne savent pas écrire${named(detail)}. Remplacez-le par des lettres latines.`,
  'key-malformed': () => 'Cet identifiant ne peut contenir que des lettres sans accent, des chiffres et les signes . _ ~ -',
  'key-duplicate': () => 'Cet identifiant figure déjà plus haut.',
  'duplicate-item': () => 'La même valeur figure deux fois.',
  'dates-reversed': () => 'La fin précède le début.',
};
