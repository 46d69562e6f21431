import { frenchInstant, type Instant, type TimeZone } from '../../domain/dates';
import { bodyWidth, heading, lineHeight, styles, type Flow } from './flow';
import { table, type Column, type Row } from './table';

/** One signatory's place at the foot of a document: empty until signed, then when, and the digest of what was signed. */
export type SignaturePlace = {
  readonly organisation: string;
  readonly name: string;
  readonly capacity: string;
  readonly signed: { readonly at: Instant; readonly digest: string } | null;
};

const columns: readonly Column[] = [
  { title: 'Partie', width: 121, align: 'left' },
  { title: 'Signataire', width: 121, align: 'left' },
  { title: 'Signature', width: bodyWidth - 242, align: 'left' },
];

/** Signatures never stand alone on their page: what precedes them asks for this room. */
export function signaturesHeight(places: readonly SignaturePlace[]): number {
  return lineHeight(styles.heading) + 24 + places.length * 40;
}

/** The level is printed: a simple electronic signature (règlement UE n° 910/2014, art. 3, 10°) is not shown as more than it is. */
export function signaturesSection(flow: Flow, places: readonly SignaturePlace[], zone: TimeZone): void {
  heading(flow, 'H2', 'Signatures', { keepWith: 80 });
  table(flow, { columns, rows: places.map((place) => signatureRow(place, zone)), foot: [] });
}

function signatureRow({ organisation, name, capacity, signed }: SignaturePlace, zone: TimeZone): Row {
  const signature =
    signed === null
      ? { text: 'En attente de signature' }
      : {
          text: `Signature simple, le ${frenchInstant(signed.at, zone)}`,
          detail: `Empreinte SHA-256 du document signé\u00a0: ${signed.digest}`,
        };
  return { kind: 'line', cells: [{ text: organisation }, { text: name, detail: capacity }, signature] };
}
