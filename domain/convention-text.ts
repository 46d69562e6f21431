import { canonical } from './canonical';
import { isRehearsal } from './collectivity';
import type { Convention, ConventionNoun } from './convention';
import { signs, type PartyRole } from './convention-terms';
import { isBefore, type CivilDate, type Instant, type TimeZone } from './dates';
import type { DocumentSpec, FactsOf } from './decision';
import type { Cents } from './money';
import type { Payer, Programme } from './programme';
import { documentToSign, signedCopy } from './signature-round';

type Facts = FactsOf<'convention'>;

/** What the parties sign, whole: kept as it stood when the signature was opened, since rates and names change afterwards. */
export type ConventionText = {
  readonly letterhead: { readonly label: string; readonly service: null; readonly address: readonly string[]; readonly siren: string };
  readonly number: string;
  readonly title: string;
  readonly parties: readonly {
    readonly organisation: string;
    readonly role: PartyRole;
    readonly representative: { readonly name: string; readonly capacity: string };
  }[];
  readonly deliberation: { readonly reference: string; readonly votedOn: CivilDate; readonly enforceableOn: CivilDate | null } | null;
  readonly programmes: readonly { readonly label: string; readonly monthlyCap: number; readonly rates: readonly TextRate[] }[];
  readonly epci: readonly { readonly siren: string; readonly name: string }[];
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly noticeMonths: number;
  readonly offsetAllowed: boolean;
};
type TextRate = {
  readonly label: string;
  readonly payer: Payer;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly halfDay: Cents;
  readonly source: string;
};

/** What the template gets: the text, its digest, and who has signed it. */
export type ConventionDocumentData = ConventionText & {
  readonly generatedAt: Instant;
  readonly zone: TimeZone;
  readonly dataHash: string;
  readonly specimen: boolean;
  readonly signatures: readonly {
    readonly organisation: string;
    readonly name: string;
    readonly capacity: string;
    readonly signed: { readonly at: Instant; readonly digest: string } | null;
  }[];
};

export function conventionText(state: Convention, facts: Facts): ConventionText {
  const { number, title, parties, deliberation, from, to, noticeMonths } = state;
  const { label, address, siren, offsetAllowed } = facts.collectivity;
  return {
    letterhead: { label, service: null, address, siren },
    number,
    title,
    parties: parties.map(({ organisation, role, signatory: { name, capacity } }) => ({
      organisation,
      role,
      representative: { name, capacity },
    })),
    deliberation:
      deliberation === null
        ? null
        : { reference: deliberation.reference, votedOn: deliberation.votedOn, enforceableOn: deliberation.enforceableOn },
    programmes: state.programmes.flatMap((key) =>
      facts.programmes
        .filter(({ id }) => id === key)
        .map(({ programme }) => ({ label: programme.label, monthlyCap: programme.caps.monthlyHard, rates: ratesDuring(programme, state) })),
    ),
    epci: state.epci.map((code) => ({ siren: code, name: facts.zones.find(({ siren: known }) => known === code)?.name ?? '' })),
    from,
    to,
    noticeMonths,
    offsetAllowed,
  };
}

/** the rates that may apply between the dates of the convention, each with its source. */
function ratesDuring({ components }: Programme, { from, to }: Pick<Convention, 'from' | 'to'>): readonly TextRate[] {
  return components.flatMap(({ label, payer, rates }) =>
    rates
      .filter((rate) => !isBefore(to, rate.from) && (rate.to === null || !isBefore(rate.to, from)))
      .map((rate) => ({ label, payer, from: rate.from, to: rate.to, halfDay: rate.halfDay, source: rate.source })),
  );
}

export function digestOfText(text: ConventionText, facts: Facts): string {
  return facts.digestOf(canonical(text));
}

/** The text to sign when the signature opens, the same text with its signatures once all have signed. */
export function conventionDocuments(event: ConventionNoun['event'], state: Convention, facts: Facts): readonly DocumentSpec[] {
  const { round, text, digest } = state;
  if ((event.type !== 'signature-opened' && event.type !== 'signed') || round === null || text === null || digest === null) return [];
  const signed = event.type === 'signed';
  const { zone } = facts.collectivity;
  const data: ConventionDocumentData = {
    ...text,
    generatedAt: facts.now,
    zone,
    dataHash: digest,
    specimen: isRehearsal(facts.collectivity),
    signatures: places(state, digest),
  };
  return [
    {
      id: signed ? signedCopy(round) : documentToSign(round),
      kind: 'convention',
      name: `convention-${text.number}${signed ? '-signee' : ''}.pdf`,
      mediaType: 'application/pdf',
      data,
    },
  ];
}

/** CRPA, art. L.212-3; Code civil, art. 1367: who signed, in what capacity, when, and what. */
function places({ parties, signed }: Convention, digest: string): ConventionDocumentData['signatures'] {
  return parties.filter(signs).map(({ key, organisation, signatory: { name, capacity } }) => {
    const at = signed.find(({ party }) => party === key)?.at;
    return { organisation, name, capacity, signed: at === undefined ? null : { at, digest } };
  });
}
