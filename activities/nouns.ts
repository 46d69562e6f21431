import { collectivity } from '../domain/collectivity';
import { consultationDay } from '../domain/consultation-day';
import { convention } from '../domain/convention';
import { cover } from '../domain/cover';
import { dataImport } from '../domain/data-import';
import type { Rules } from '../domain/decision';
import type { Noun, Nouns } from '../domain/nouns';
import { monthClosing } from '../domain/month-closing';
import { person } from '../domain/person';
import { programme } from '../domain/programme';
import { campaign } from '../domain/campaign';
import { creditor } from '../domain/creditor';
import { digest } from '../domain/digest';
import { engagement } from '../domain/engagement';
import { signatureRound } from '../domain/signature-round';
import { site } from '../domain/site';
import { statement } from '../domain/statement';
import { zone } from '../domain/zone';
import { collectivities } from '../store/collectivities';
import { campaigns } from '../store/campaigns';
import { consultationDays } from '../store/consultation-days';
import { creditors } from '../store/creditors';
import { digests } from '../store/digests';
import { engagements } from '../store/engagements';
import { conventions } from '../store/conventions';
import { covers } from '../store/covers';
import { dataImports } from '../store/data-imports';
import { monthClosings } from '../store/month-closings';
import { people } from '../store/people';
import { programmes } from '../store/programmes';
import type { Records } from '../store/records';
import { signatureRounds } from '../store/signature-rounds';
import { sites } from '../store/sites';
import { statements } from '../store/statements';
import { zones } from '../store/zones';
import { words, type Words } from '../templates/french';
import { campaignLetters } from '../templates/mails/campaign';
import { consultationDayLetters } from '../templates/mails/consultation-day';
import { creditorLetters } from '../templates/mails/creditor';
import { digestLetters } from '../templates/mails/digest';
import { engagementLetters } from '../templates/mails/engagement';
import { conventionLetters } from '../templates/mails/convention';
import { coverLetters } from '../templates/mails/cover';
import { signatureRoundLetters } from '../templates/mails/signature-round';
import { monthClosingLetters } from '../templates/mails/month-closing';
import { statementLetters } from '../templates/mails/statement';
import type { Letters } from '../templates/mails/letters';

/** Everything that the one writer must know of a noun. */
export type Entry<N extends Noun> = {
  readonly rules: Rules<N>;
  readonly records: Records<N>;
  readonly letters: Letters<Nouns[N]['mail']>;
  readonly words: Words<N>;
};

const isNoun = (text: string): text is Noun => Object.hasOwn(nouns, text);
export const nounNames = (): readonly Noun[] => Object.keys(nouns).filter(isNoun);

export const nouns: { readonly [N in Noun]: Entry<N> } = {
  collectivity: { rules: collectivity, records: collectivities, letters: {}, words: words.collectivity },
  programme: { rules: programme, records: programmes, letters: {}, words: words.programme },
  zone: { rules: zone, records: zones, letters: {}, words: words.zone },
  site: { rules: site, records: sites, letters: {}, words: words.site },
  person: { rules: person, records: people, letters: {}, words: words.person },
  'data-import': { rules: dataImport, records: dataImports, letters: {}, words: words['data-import'] },
  convention: { rules: convention, records: conventions, letters: conventionLetters, words: words.convention },
  'signature-round': { rules: signatureRound, records: signatureRounds, letters: signatureRoundLetters, words: words['signature-round'] },
  campaign: { rules: campaign, records: campaigns, letters: campaignLetters, words: words.campaign },
  engagement: { rules: engagement, records: engagements, letters: engagementLetters, words: words.engagement },
  creditor: { rules: creditor, records: creditors, letters: creditorLetters, words: words.creditor },
  'consultation-day': {
    rules: consultationDay,
    records: consultationDays,
    letters: consultationDayLetters,
    words: words['consultation-day'],
  },
  cover: { rules: cover, records: covers, letters: coverLetters, words: words.cover },
  'month-closing': { rules: monthClosing, records: monthClosings, letters: monthClosingLetters, words: words['month-closing'] },
  digest: { rules: digest, records: digests, letters: digestLetters, words: words.digest },
  statement: { rules: statement, records: statements, letters: statementLetters, words: words.statement },
};
