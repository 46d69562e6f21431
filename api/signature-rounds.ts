import { frenchInstant, instant } from '../domain/dates';
import { documentToSign, signatureRefusalsOf, signedCopy, type Round, type SignatureRefusal } from '../domain/signature-round';
import type { BaseFacts } from '../domain/decision';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import { signatureRefusalWords } from '../templates/french/signature-round';
import { signBefore, signingFacts, subjectWords } from '../templates/signing';
import type { Route } from './act';
import { chosen, form, missingChoice, type LinkForm } from './link-form';
import { shownBy, without, type View } from './reference';
import { listAndGet } from './schemas';

/** names and addresses of signatories are for those who run the signature. */
/** the groups are people, and a title may name the doctor whose letter it is. */
export const roundView: View = (round, role) => (role === 'administrator' ? round : without(round, 'groups', 'title'));

export const signatureRoundRoutes: readonly Route[] = shownBy(roundView, listAndGet('signature-round', 'Circuits de signature'));

type SigningPage = { readonly round: Round; readonly name: string; readonly capacity: string };

async function load(tx: Tx, link: Link): Promise<SigningPage | null> {
  const round = await stateOf<Round>(tx, 'signature_rounds', link.dossier);
  const signatory = round?.groups.flat().find(({ ref }) => ref === link.ref);
  return round === null || signatory === undefined ? null : { round, name: signatory.name, capacity: signatory.capacity };
}

const sign = form<'signature-round', SigningPage>({
  load,
  document: (_, { dossier }) => ({ id: documentToSign(dossier), label: 'Lire le document avant de signer (PDF)' }),
  show: ({ round, name, capacity }, { until }, { collectivity, now }: BaseFacts) => ({
    title: `Signer ${subjectWords[round.subject.noun]}`,
    paragraphs: [
      'Lisez le document, puis dites si vous le signez. Votre nom, votre qualité, la date et l’heure, et l’empreinte du document seront conservés et imprimés sur l’exemplaire signé.',
    ],
    facts: [
      ['Signataire', name],
      ...signingFacts({ ...round, capacity }),
      ['À signer avant le', signBefore(instant(until), now, collectivity.zone)],
    ],
    fields: [
      {
        kind: 'radio',
        name: 'choice',
        label: 'Votre décision',
        choices: [
          { value: 'sign', label: 'Je signe ce document' },
          { value: 'refuse', label: 'Je refuse de signer' },
        ],
      },
      {
        kind: 'select',
        name: 'reason',
        label: 'Si vous refusez, le motif',
        choices: signatureRefusalsOf[round.subject.noun].map((value) => ({ value, label: signatureRefusalWords[value] })),
        required: false,
      },
    ],
    submit: 'Valider ma décision',
  }),
  parse: (fields, { round }) => {
    const choice = chosen(fields, 'choice', ['sign', 'refuse']);
    if (choice === null) return { ok: false, faults: { choice: missingChoice } };
    if (choice === 'sign') return { ok: true, action: { type: 'sign' } };
    const reason = chosen<SignatureRefusal>(fields, 'reason', signatureRefusalsOf[round.subject.noun]);
    return reason === null
      ? { ok: false, faults: { reason: 'Indiquez le motif de votre refus.' } }
      : { ok: true, action: { type: 'refuse', reason } };
  },
  said: ({ round, name }, { ref }, { collectivity }) => {
    const signature = round.signatures.find((each) => each.ref === ref);
    const by = collectivity.zone;
    if (signature !== undefined) return [`${name}, vous avez signé « ${round.title} » le ${frenchInstant(signature.at, by)}.`];
    return round.refusal?.ref === ref ? [`${name}, vous avez refusé de signer « ${round.title} ».`] : [];
  },
  done: ['Votre décision est enregistrée.', 'Si tous signent, vous recevrez un exemplaire signé.'],
});

const readSigned = form<'signature-round', SigningPage>({
  load,
  document: (_, { dossier }) => ({ id: signedCopy(dossier), label: 'Ouvrir l’exemplaire signé (PDF)' }),
  show: ({ round, capacity }) => ({
    title: 'Votre exemplaire signé',
    paragraphs: ['Tous les signataires ont signé ce document.'],
    facts: signingFacts({ ...round, capacity, hasSigned: true }),
    fields: [],
    submit: null,
  }),
  parse: () => ({ ok: false, faults: {} }),
});

export const signatureRoundForms: Readonly<Record<string, LinkForm>> = { sign, 'read-signed': readSigned };
