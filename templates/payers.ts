import type { Payer } from '../domain/programme';

const names: Readonly<Record<Exclude<Payer, 'collectivity'>, string>> = {
  cpam: 'Caisse primaire d’assurance maladie',
  ars: 'Agence régionale de santé',
  epci: 'Établissement public de coopération intercommunale',
};

/** who pays, in full; the collectivity by its own label. */
export function payerName(payer: Payer, label: string): string {
  return payer === 'collectivity' ? label : names[payer];
}
