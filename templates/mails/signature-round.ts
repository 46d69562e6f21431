import { frenchInstant } from '../../domain/dates';
import type { SignatureRound } from '../../domain/signature-round';
import { digestGroups, levelWords, signBefore, signingFacts, subjectWords } from '../signing';
import type { Limit } from '../mail';
import type { Letters } from './letters';

const howTo = 'La page vous montre le document, que vous pouvez lire avant de signer. Vous pouvez aussi refuser, en disant pourquoi.';

type Asked = Extract<SignatureRound['mail'], { kind: 'signature-asked' }>['data'];

const limit = ({ until, now, zone }: Asked): Limit => ({ words: `À signer avant le ${signBefore(until, now, zone)}.` });

export const signatureRoundLetters: Letters<SignatureRound['mail']> = {
  'signature-asked': (data) => ({
    subject: `À signer : ${data.title}`,
    paragraphs: [`Nous vous invitons à signer ${subjectWords[data.subject]} désignée ci-dessous.`, howTo],
    facts: signingFacts(data),
    action: 'Lire et signer',
    limit: limit(data),
  }),
  'signature-reminder': (data) => ({
    subject: `À signer, rappel : ${data.title}`,
    paragraphs: [`Nous n’avons pas encore votre signature sur ${subjectWords[data.subject]} désignée ci-dessous.`, howTo],
    facts: signingFacts(data),
    action: 'Lire et signer',
    limit: limit(data),
  }),
  'signature-complete': ({ title, subject, digest, level, signatures, zone }) => ({
    subject: `Signé par tous : ${title}`,
    paragraphs: [
      `Tous les signataires ont signé ${subjectWords[subject]} désignée ci-dessous.`,
      'Le lien ci-dessous ouvre votre exemplaire signé.',
    ],
    facts: [
      ['Document', title],
      ...signatures.map(
        ({ name, capacity, at }) => [`${name}, ${capacity}`, `${levelWords[level]}, le ${frenchInstant(at, zone)}`] as const,
      ),
      ['Empreinte SHA-256 du texte signé', digestGroups(digest)],
    ],
    action: 'Ouvrir l’exemplaire signé',
  }),
};
