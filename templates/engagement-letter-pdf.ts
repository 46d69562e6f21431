import { frenchDate, type CivilDate } from '../domain/dates';
import { counted, drawArticles, drawParts, subject, type Article } from './pdf/articles';
import { fileBytes } from './pdf/file';
import { paragraph, runningLines, space, startFlow, styles } from './pdf/flow';
import { letterhead, madeBy, stampWords, titleWithStamps } from './pdf/official';
import { ratesTable, type PrintedRate } from './pdf/rates';
import { signaturesHeight, signaturesSection, type SignaturePlace } from './pdf/signatures';
import { stampPages } from './pdf/stamp';
import { taggedDocument } from './pdf/tagged';
import type { Letterhead, Provenance } from './statement-document';

export type EngagementLetterDocument = Provenance & {
  readonly letterhead: Letterhead;
  readonly number: string;
  /** registration: number of the département whose Ordre keeps the doctor's name */
  readonly doctor: { readonly name: string; readonly rpps: string; readonly registration: string };
  readonly programme: { readonly label: string; readonly monthlyCap: number; readonly rates: readonly PrintedRate[] };
  readonly convention: { readonly number: string; readonly title: string };
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly noticeDays: number;
  /** « une attestation d’assurance de responsabilité civile professionnelle » */
  readonly certificates: readonly string[];
  /** which version of the undertaking was signed */
  readonly undertakingVersion: string;
  readonly signatures: readonly SignaturePlace[];
};

/** What the doctor signs before the first day. */
export function renderEngagementLetter(document: EngagementLetterDocument): Uint8Array {
  const { doctor, convention, programme } = document;
  const title = `Lettre d’engagement n°\u00a0${document.number}`;
  const doc = taggedDocument({
    title: titleWithStamps(title, document),
    author: document.letterhead.label,
    subject: `${doctor.name}, ${programme.label}`,
    createdAt: document.generatedAt,
    engine: document.engine,
  });
  const flow = startFlow(doc);
  letterhead(flow, document.letterhead, { title: 'Lettre d’engagement', lines: [`n°\u00a0${document.number}`] });
  subject(flow, programme.label);
  drawParts(flow, [
    `Moi, ${doctor.name}, médecin au tableau de l’Ordre (conseil départemental ${doctor.registration}) et au répertoire partagé des professionnels de santé (n°\u00a0${doctor.rpps}), je me porte volontaire pour consulter dans les lieux d’accueil proposés par\u00a0: ${document.letterhead.label}.`,
    `Cet engagement est pris dans le cadre de la convention n°\u00a0${convention.number}, «\u00a0${convention.title}\u00a0».`,
  ]);
  space(flow, 6);
  drawArticles(flow, articles(document), signaturesHeight(document.signatures) + 20);
  signaturesSection(flow, document.signatures, document.zone);
  space(flow, 8);
  paragraph(flow, `Texte de l’engagement de non-dépassement\u00a0: version ${document.undertakingVersion}.`, {
    style: styles.note,
    after: 1,
  });
  paragraph(flow, `Empreinte SHA-256 des données\u00a0: ${document.dataHash}`, { style: styles.note, after: 0 });
  runningLines(flow, { head: `${document.letterhead.label} – ${title} – ${doctor.name} (suite)`, foot: madeBy(document, title) });
  stampPages(doc, stampWords(document));
  return fileBytes(doc);
}

function articles(document: EngagementLetterDocument): readonly Article[] {
  return [presence(document), noOvercharge(), pay(document), practice(), papers(document), ending(document)];
}

function presence({ programme, from, to }: EngagementLetterDocument): Article {
  return {
    title: 'Présence',
    parts: [
      `L’engagement court du ${frenchDate(from)} au ${frenchDate(to)}. Il porte sur ${counted(programme.monthlyCap, 'demi-journée')} au plus par mois civil, tous lieux d’accueil confondus.`,
      'Chaque journée m’est proposée\u00a0; je suis libre de l’accepter ou de la refuser. Lorsque je ne peux plus honorer une journée acceptée, je préviens dès que possible.',
    ],
  };
}

/** */
function noOvercharge(): Article {
  return {
    title: 'Absence de dépassement d’honoraires',
    parts: [
      'Pour toute consultation donnée dans un lieu d’accueil, je m’engage à appliquer les tarifs opposables de l’assurance maladie, sans aucun dépassement d’honoraires, quel que soit mon secteur conventionnel.',
    ],
  };
}

/** R.4127-83 II CSP: no clause may tie pay or duration to output. */
function pay({ programme }: EngagementLetterDocument): Article {
  return {
    title: 'Indemnité',
    parts: [
      'L’indemnité est due par demi-journée de présence dont le service fait est attesté par moi-même et par le lieu d’accueil. Elle s’ajoute aux honoraires des consultations.',
      { table: ratesTable(programme.rates) },
      'Elle ne dépend ni du nombre de patients reçus, ni des actes accomplis, ni d’aucun critère de rendement. La durée du présent engagement n’en dépend pas davantage.',
    ],
  };
}

function practice(): Article {
  return {
    title: 'Mon cabinet et l’Ordre',
    parts: [
      'J’exerce en toute indépendance professionnelle. Pour chaque journée, j’indique comment la continuité des soins est assurée à mon cabinet\u00a0: remplaçant, confrère, fermeture ou sans objet. L’absence de remplaçant ne fait pas obstacle à la journée.',
      'Aucune journée n’est confirmée sur un site avant l’accord du conseil départemental de l’Ordre compétent ou l’expiration du délai d’opposition qui suit la réception de la déclaration.',
    ],
  };
}

function papers({ certificates }: EngagementLetterDocument): Article {
  return {
    title: 'Pièces à tenir à jour',
    parts: [
      ...(certificates.length === 0
        ? []
        : [
            'Je fournis et je renouvelle avant leur échéance\u00a0:',
            { items: certificates.map((each, i) => `${each}${i + 1 < certificates.length ? '\u00a0;' : '.'}`) },
          ]),
      'Je signale sans délai tout changement de mes conditions d’exercice ou de mes coordonnées bancaires. Un changement bancaire n’est jamais pris en compte sur simple message.',
    ],
  };
}

function ending({ noticeDays }: EngagementLetterDocument): Article {
  return {
    title: 'Fin de l’engagement',
    parts: [
      `Je peux mettre fin au présent engagement à tout moment, sans motif, en prévenant ${counted(noticeDays, 'jour')} à l’avance. Les demi-journées attestées restent dues.`,
      'Mes données personnelles sont traitées pour la seule exécution de la mission et du paiement. Aucune donnée relative aux patients n’est recueillie.',
    ],
  };
}
