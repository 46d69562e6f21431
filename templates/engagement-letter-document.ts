import type { LetterDocument } from '../domain/engagement-letter';
import type { CertificateKind } from '../domain/programme';
import type { EngagementLetterDocument } from './engagement-letter-pdf';
import { engine } from './engine';
import { payerName } from './payers';

/** L.1142-2 CSP for the insurance: it has to mention the activity at the host sites. */
const certificateWords: Readonly<Record<CertificateKind, string>> = {
  rcp: 'une attestation d’assurance de responsabilité civile professionnelle mentionnant l’activité en lieu d’accueil',
  'locum-licence': 'la licence de remplacement de mon remplaçant, s’il est étudiant',
  'employer-clearance': 'l’accord de mon employeur, si je suis médecin salarié',
};

/** The data that the rule kept, worded: codes become French here. */
export function engagementLetterDocument({ letterhead, terms, signatures, ...data }: LetterDocument): EngagementLetterDocument {
  const { label } = letterhead;
  const { programme, certificates, ...dates } = terms;
  return {
    ...data,
    ...dates,
    engine,
    draft: false,
    letterhead: { ...letterhead, service: null },
    programme: { ...programme, rates: programme.rates.map(({ payer, ...rate }) => ({ ...rate, payer: payerName(payer, label) })) },
    certificates: certificates.map((kind) => certificateWords[kind]),
    signatures: signatures.map(({ party, ...place }) => ({ ...place, organisation: party === 'doctor' ? 'Médecin' : label })),
  };
}
