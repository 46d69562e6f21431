import { canonical } from './canonical';
import { isRehearsal, type Collectivity } from './collectivity';
import type { Convention } from './convention';
import { yearOf, type CivilDate, type Instant, type TimeZone } from './dates';
import type { BaseFacts, DocumentSpec } from './decision';
import type { Engagement } from './engagement';
import type { DossierId } from './ids';
import type { Cents } from './money';
import { parameters, valueOn } from './parameters';
import { fullName, personParty, type Person } from './person';
import type { CertificateKind, Payer, Programme } from './programme';
import { documentToSign, signedCopy, type RoundTerms, type Signatory } from './signature-round';

export type LetterRate = {
  readonly label: string;
  readonly payer: Payer;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly halfDay: Cents;
  readonly source: string;
};

/** What the doctor signs. It names nobody, so that it may stay in the record; the rates are per half-day of presence and nothing else (R.4127-83 CSP). */
export type LetterTerms = {
  readonly programme: { readonly label: string; readonly monthlyCap: number; readonly rates: readonly LetterRate[] };
  readonly convention: { readonly number: string; readonly title: string };
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly noticeDays: number;
  readonly certificates: readonly CertificateKind[];
  readonly undertakingVersion: string;
};

export type EngagementLetter = { readonly number: string; readonly digest: string; readonly at: Instant; readonly terms: LetterTerms };

export type LetterPlace = {
  readonly party: 'doctor' | 'collectivity';
  readonly name: string;
  readonly capacity: string;
  readonly signed: { readonly at: Instant; readonly digest: string } | null;
};

/** All that the template draws from, kept as it stood: the same facts give the same bytes. */
export type LetterDocument = {
  readonly number: string;
  readonly letterhead: { readonly label: string; readonly address: readonly string[]; readonly siren: string };
  readonly generatedAt: Instant;
  readonly zone: TimeZone;
  readonly specimen: boolean;
  readonly dataHash: string;
  readonly doctor: { readonly name: string; readonly rpps: string; readonly registration: string };
  readonly terms: LetterTerms;
  readonly signatures: readonly LetterPlace[];
};

type Parties = { readonly doctor: Person; readonly programme: Programme; readonly convention: Convention };
type Subject = Pick<Engagement, 'from' | 'to'>;
type Known = Pick<BaseFacts, 'now' | 'today' | 'dossier' | 'digestOf' | 'collectivity'>;

/** Drawn from the id, so that two letters sent at once need not wait for each other; a rehearsal's number says so (E-40). */
function numberOf(n: number, { today, dossier, digestOf, collectivity }: Known): string {
  return `${isRehearsal(collectivity) ? 'SPECIMEN-' : ''}ENG-${yearOf(today)}-${digestOf(dossier).slice(0, 8).toUpperCase()}-${n}`;
}

function termsOf(subject: Subject, { programme, convention }: Parties, today: CivilDate): LetterTerms {
  const { from, to } = subject;
  const rates = programme.components.flatMap(({ label, payer, rates: dated }) =>
    dated.filter((rate) => rate.from <= to && (rate.to === null || from <= rate.to)).map((rate) => ({ ...rate, label, payer })),
  );
  return {
    programme: { label: programme.label, monthlyCap: programme.caps.monthlyHard, rates },
    convention: { number: convention.number, title: convention.title },
    from,
    to,
    noticeDays: valueOn(parameters.withdrawalNoticeDays, today),
    certificates: programme.certificates,
    undertakingVersion: valueOn(parameters.undertakingVersion, today),
  };
}

/** The nth letter of an engagement, with the terms of today and the digest that every signature is tied to. */
export function letterOf(subject: Subject, n: number, parties: Parties, facts: Known): EngagementLetter {
  const terms = termsOf(subject, parties, facts.today);
  const number = numberOf(n, facts);
  const { label, address, siren } = facts.collectivity;
  const signed = { number, at: facts.now, terms, doctor: doctorOf(parties.doctor), collectivity: { label, address, siren } };
  return { number, digest: facts.digestOf(canonical(signed)), at: facts.now, terms };
}

function doctorOf(doctor: Person): LetterDocument['doctor'] {
  return { name: `Dr ${fullName(doctor)}`, rpps: doctor.rpps, registration: doctor.registration };
}

/** The doctor first; then, where the collectivity names somebody, who signs its letters. */
function signatories({ doctor: id }: Pick<Engagement, 'doctor'>, doctor: Person, collectivity: Collectivity): readonly Signatory[] {
  const [chief] = collectivity.signatories ?? [];
  return [{ ...personParty(id, doctor), capacity: 'médecin volontaire' }, ...(chief === undefined ? [] : [chief])];
}

/** What this signature round of the engagement asks for; null when its letter waits for no signature: it opens once its letter is drawn, which may be late. */
export function engagementRound(
  round: DossierId,
  engagement: Pick<Engagement, 'status' | 'doctor' | 'letter' | 'round'>,
  doctor: Person | null,
  collectivity: Collectivity,
): RoundTerms | null {
  const { letter, status } = engagement;
  if (letter === null || doctor === null || status !== 'letter' || engagement.round !== round) return null;
  return {
    title: `Lettre d’engagement du Docteur ${fullName(doctor)}, n° ${letter.number}`,
    digest: letter.digest,
    groups: signatories(engagement, doctor, collectivity).map((each) => [each]),
  };
}

type Signed = readonly { readonly ref: string; readonly at: Instant }[];

/** The letter to sign, then the letter signed: two documents with one digest. */
export function letterDocument(
  engagement: Engagement,
  signed: Signed,
  facts: { readonly doctor: Person | null } & Known,
): readonly DocumentSpec[] {
  const { letter, round } = engagement;
  const { doctor, collectivity } = facts;
  if (letter === null || round === null || doctor === null) return [];
  const { label, address, siren, zone } = collectivity;
  const { number, digest, at: generatedAt, terms } = letter;
  const signatures = signatories(engagement, doctor, collectivity).map(({ ref, name, capacity }): LetterPlace => {
    const own = signed.find((each) => each.ref === ref);
    return {
      party: ref === engagement.doctor ? 'doctor' : 'collectivity',
      name,
      capacity,
      signed: own === undefined ? null : { at: own.at, digest },
    };
  });
  const data: LetterDocument = {
    number,
    letterhead: { label, address, siren },
    generatedAt,
    zone,
    specimen: isRehearsal(collectivity),
    dataHash: digest,
    doctor: doctorOf(doctor),
    terms,
    signatures,
  };
  const [id, name] = signed.length === 0 ? [documentToSign(round), number] : [signedCopy(round), `${number}-signee`];
  return [{ id, kind: 'engagement-letter', name: `lettre-engagement-${name}.pdf`, mediaType: 'application/pdf', data }];
}
