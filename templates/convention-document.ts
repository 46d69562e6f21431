import type { PartyRole } from '../domain/convention-terms';
import type { ConventionDocumentData } from '../domain/convention-text';
import type { CivilDate } from '../domain/dates';
import { engine } from './engine';
import { payerName } from './payers';
import type { PrintedRate } from './pdf/rates';
import type { SignaturePlace } from './pdf/signatures';
import type { Letterhead, Provenance } from './statement-document';

export type ConventionDocument = Provenance & {
  readonly letterhead: Letterhead;
  readonly number: string;
  readonly title: string;
  readonly parties: readonly {
    readonly organisation: string;
    readonly role: PartyRole;
    readonly representative: { readonly name: string; readonly capacity: string };
  }[];
  /** The texts that this collectivity chose as its basis: « le code général des collectivités territoriales, notamment son article L. 1511-8 ». */
  readonly visas: readonly string[];
  readonly deliberation: { readonly reference: string; readonly votedOn: CivilDate; readonly enforceableOn: CivilDate | null } | null;
  readonly programmes: readonly { readonly label: string; readonly monthlyCap: number; readonly rates: readonly PrintedRate[] }[];
  readonly epci: readonly { readonly siren: string; readonly name: string }[];
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly noticeMonths: number;
  /** whether an overpayment may be set off against a later statement */
  readonly offsetAllowed: boolean;
  readonly signatures: readonly SignaturePlace[];
};

/** CGCT, art. L.1511-8 (aid where doctors are missing) and L.3131-1 (what makes a deliberation enforceable). */
const visas = ['le code général des collectivités territoriales, notamment ses articles L. 1511-8 et L. 3131-1'];

/** The data that the rule kept, worded: codes become French here. */
export function conventionDocument({ programmes, ...data }: ConventionDocumentData): ConventionDocument {
  const { label } = data.letterhead;
  return {
    ...data,
    engine,
    draft: false,
    visas,
    programmes: programmes.map(({ rates, ...programme }) => ({
      ...programme,
      rates: rates.map(({ payer, ...rate }) => ({ ...rate, payer: payerName(payer, label) })),
    })),
  };
}
