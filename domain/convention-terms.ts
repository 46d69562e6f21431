import { isBefore, type CivilDate } from './dates';
import type { Party, Refusal } from './decision';
import { childId, type ConventionId, type DossierId, type ProgrammeId } from './ids';
import { pointer, reader, type Reader } from './reader';
import type { Programme } from './programme';
import type { RoundTerms, Signatory } from './signature-round';
import type { Zone } from './zone';

/** Who only has to be informed receives the convention and does not sign it. */
export const partyRoles = ['signatory', 'funder', 'host', 'beneficiary', 'informed'] as const;
export type PartyRole = (typeof partyRoles)[number];

export type ConventionSignatory = { readonly name: string; readonly capacity: string; readonly email: string };
export type ConventionParty = {
  readonly key: string;
  readonly organisation: string;
  readonly role: PartyRole;
  readonly signatory: ConventionSignatory;
  /** parties of the same rank are asked together, the lowest rank first; the president usually signs last */
  readonly rank: number;
};

/** What the parties agree on; after the vote only a new vote changes it. */
export type ConventionTerms = {
  readonly title: string;
  readonly parties: readonly ConventionParty[];
  readonly programmes: readonly ProgrammeId[];
  /** SIREN of the EPCI that it covers */
  readonly epci: readonly string[];
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly noticeMonths: number;
};

export type KnownProgramme = { readonly id: ProgrammeId; readonly programme: Programme };

export type TermsFacts = {
  /** the zones that the collectivity knows */
  readonly zones: readonly Zone[];
  readonly programmes: readonly KnownProgramme[];
};

const longestNotice = 24;

export function readTerms(
  input: ConventionTerms,
  facts: TermsFacts,
): { readonly terms: ConventionTerms; readonly refusals: readonly Refusal[] } {
  const read = reader(pointer('/terms'));
  const terms: ConventionTerms = {
    ...input,
    title: read.text('title', input.title),
    parties: input.parties.map((party, n) => readParty(read, `parties/${n}`, party)),
    epci: input.epci.map((siren, n) => read.epci(`epci/${n}`, siren)),
  };
  checkParties(read, input.parties);
  read.check('to', isBefore(input.from, input.to), 'dates-reversed');
  read.check(
    'noticeMonths',
    Number.isSafeInteger(input.noticeMonths) && input.noticeMonths >= 0 && input.noticeMonths <= longestNotice,
    'notice-malformed',
    { max: longestNotice },
  );
  read.check('programmes', input.programmes.length > 0, 'programmes-missing');
  for (const [n, programme] of input.programmes.entries()) {
    read.check(
      `programmes/${n}`,
      facts.programmes.some(({ id }) => id === programme),
      'unknown-programme',
    );
    read.check(`programmes/${n}`, input.programmes.indexOf(programme) === n, 'duplicate-item');
  }
  checkEpci(read, terms, facts.zones);
  return { terms, refusals: read.refusals };
}

/** an EPCI that left the list before the convention starts can host no day of it. */
function checkEpci(read: Reader, { epci, from }: ConventionTerms, zones: readonly Zone[]): void {
  read.check('epci', epci.length > 0, 'epci-missing');
  for (const [n, siren] of epci.entries()) {
    const zone = zones.find((known) => known.siren === siren);
    const open = zone !== undefined && (zone.listedTo === null || zone.listedTo >= from);
    read.check(`epci/${n}`, open, 'epci-not-listed', { epci: siren });
    read.check(`epci/${n}`, epci.indexOf(siren) === n, 'duplicate-item');
  }
}

/** Beyond the parties that a convention may have, a rank is a slip of the keyboard. */
export const lastRank = 50;

function checkParties(read: Reader, parties: readonly ConventionParty[]): void {
  read.check('parties', parties.filter(signs).length >= 2, 'parties-too-few', { min: 2 });
  for (const [n, party] of parties.entries()) {
    read.check(`parties/${n}/key`, parties.findIndex(({ key }) => key === party.key) === n, 'key-duplicate');
    read.check(`parties/${n}/rank`, Number.isSafeInteger(party.rank) && party.rank >= 1 && party.rank <= lastRank, 'rank-malformed', {
      max: lastRank,
    });
  }
}

function readParty(read: Reader, at: string, input: ConventionParty): ConventionParty {
  const organisation = read.text(`${at}/organisation`, input.organisation);
  return {
    ...input,
    key: read.key(`${at}/key`, input.key),
    organisation,
    signatory: readSignatory(read, `${at}/signatory`, input.signatory),
  };
}

export function readSignatory(read: Reader, at: string, input: ConventionSignatory): ConventionSignatory {
  return {
    name: read.text(`${at}/name`, input.name),
    capacity: read.text(`${at}/capacity`, input.capacity),
    email: read.email(`${at}/email`, input.email),
  };
}

export function signs({ role }: ConventionParty): boolean {
  return role !== 'informed';
}

export function partyRef(convention: ConventionId, { key }: Pick<ConventionParty, 'key'>): DossierId {
  return childId(convention, key);
}

export function partyOf(convention: ConventionId, party: ConventionParty): Party {
  return { ref: partyRef(convention, party), name: party.signatory.name, email: party.signatory.email };
}

/** What a signature round of this convention asks for: the groups in the order of the ranks. */
export function conventionRound(
  id: ConventionId,
  { title, parties, digest }: ConventionTerms & { readonly digest: string | null },
): RoundTerms | null {
  if (digest === null) return null;
  const ranks = [...new Set(parties.filter(signs).map(({ rank }) => rank))].toSorted((a, b) => a - b);
  const groupOf = (rank: number): readonly Signatory[] =>
    parties
      .filter((party) => signs(party) && party.rank === rank)
      .map((party) => ({ ...partyOf(id, party), capacity: `${party.signatory.capacity}, ${party.organisation}` }));
  return { title, digest, groups: ranks.map(groupOf) };
}
