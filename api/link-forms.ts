import { monthClosingForms, statementForms } from './accountant-page';
import { dayForms } from './consultation-day-links';
import { coverForms } from './covers';
import { signatureRoundForms } from './signature-rounds';
import { campaignForms } from './campaigns';
import { creditorForms } from './creditors';
import { engagementForms } from './engagements';
import type { LinkForm } from './link-form';
import { waitingForm } from './waiting-page';

/** The form of each purpose of each noun that mails links. */
const forms: Readonly<Record<string, Readonly<Record<string, LinkForm>>>> = {
  'consultation-day': dayForms,
  'month-closing': monthClosingForms,
  statement: statementForms,
  cover: coverForms,
  'signature-round': signatureRoundForms,
  campaign: campaignForms,
  engagement: engagementForms,
  creditor: creditorForms,
  digest: { waiting: waitingForm(formOf) },
};

export function formOf(noun: string, purpose: string): LinkForm | null {
  return forms[noun]?.[purpose] ?? null;
}

/** Every kind of link that is mailed, as noun and purpose. */
export const linkKinds: readonly (readonly [noun: string, purpose: string])[] = Object.entries(forms).flatMap(([noun, purposes]) =>
  Object.keys(purposes).map((purpose) => [noun, purpose] as const),
);
