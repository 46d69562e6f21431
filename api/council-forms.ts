import { frenchDate } from '../domain/dates';
import { cdomSilenceEnds } from '../domain/eligibility';
import {
  cdomDocuments,
  oppositionReasons,
  type Authorisation,
  type CdomDocument,
  type DocumentRequest,
  type Engagement,
  type EngagementAction,
  type OppositionReason,
} from '../domain/engagement';
import { authorisationOf } from '../domain/engagement-record';
import { signedCopy } from '../domain/signature-round';
import { cdomDocumentWords, oppositionWords } from '../templates/french/engagement';
import type { Choice, Field } from '../templates/pages/link-page';
import { loadEngagement, scopeOf, type EngagementPage } from './engagement-page';
import { chosen, form, missingChoice, textOf, type Fields, type LinkForm, type ParsedAct } from './link-form';

export const longestText = 200;
export const textIn = (fields: Fields, name: string): string => textOf(fields, name, longestText);

/** said wherever a council may type. */
export const noDiscipline =
  'N’écrivez ici aucun élément disciplinaire, de santé ou judiciaire : il ne doit pas figurer dans ce dossier. Ce texte n’est repris dans aucun courriel.';

const reasonChoices: readonly Choice[] = oppositionReasons.map((value: OppositionReason) => ({ value, label: oppositionWords[value] }));
const documentChoices: readonly Choice[] = cdomDocuments.map((value: CdomDocument) => ({ value, label: cdomDocumentWords[value] }));

export const oppositionFields = (label: string): readonly Field[] => [
  { kind: 'select', name: 'reason', label, choices: reasonChoices, required: false },
  {
    kind: 'text',
    name: 'text',
    label: 'Précision',
    hint: `facultative, ${longestText} caractères au plus, sans information sur un patient`,
    required: false,
  },
];
export const reasonMissing = 'Indiquez le motif de l’opposition.';

const documentFields: readonly Field[] = [
  { kind: 'select', name: 'document', label: 'Si vous demandez un document, lequel', choices: documentChoices, required: false },
  {
    kind: 'text',
    name: 'documentText',
    label: 'Document, en quelques mots',
    hint: 'facultatif, sauf pour un autre document\u00A0; sans information sur un patient',
    required: false,
  },
];

/** the two months concern the declaration of a site; a request for a document does not stop them. */
function delayWords(item: string | null, { receivedOn }: Pick<ReturnType<typeof authorisationOf>, 'receivedOn'>): string {
  if (item === null || item === 'registration') return 'Demander un document ne clôt pas la demande : vous pourrez répondre ensuite.';
  return receivedOn === null
    ? 'Le conseil dispose de deux mois à compter de la réception de la déclaration (article R. 4127-85) ; demander un document n’interrompt pas ce délai.'
    : 'Le délai de deux mois court depuis la réception de la déclaration (article R. 4127-85) ; demander un document ne l’interrompt pas.';
}

/** known once the council has acknowledged the declaration. */
function delayFacts(item: string | null, said: Authorisation): readonly (readonly [string, string])[] {
  const ends = item === null || item === 'registration' ? null : cdomSilenceEnds(said);
  return ends === null ? [] : [['Fin du délai de deux mois', frenchDate(ends)]];
}

function requestWords(request: DocumentRequest | null | undefined): readonly (readonly [string, string])[] {
  if (request === null || request === undefined) return [];
  const asked = ['Document demandé', cdomDocumentWords[request.document]] as const;
  return request.sent === null ? [asked] : [asked, ['Document reçu', request.sent.title]];
}

function paragraphsFor(engagement: Engagement, item: string | null): readonly string[] {
  const scope = scopeOf(item ?? 'registration');
  const said = authorisationOf(engagement, scope);
  const question =
    scope === 'registration'
      ? 'Ce médecin, inscrit à votre tableau, se porte volontaire pour consulter dans des lieux d’accueil.'
      : 'Ce médecin déclare un lieu d’exercice dans votre département (article R. 4127-85 du code de la santé publique).';
  if (said.status === 'authorised')
    return [
      question,
      'Le conseil a donné son accord. S’il s’oppose désormais, les journées à venir sont suspendues ; celles qui ont eu lieu restent payées.',
      noDiscipline,
    ];
  return [question, delayWords(item, said), noDiscipline, 'Après votre réponse, un nouveau lien vous permettra d’en changer.'];
}

function answerChoices(status: Authorisation['status'], mayAsk: boolean): readonly Choice[] {
  return [
    ...(status === 'authorised' ? [] : [{ value: 'authorise', label: 'Le conseil donne son accord' }]),
    ...(status === 'opposed'
      ? []
      : [{ value: 'oppose', label: status === 'authorised' ? 'Le conseil s’oppose désormais' : 'Le conseil s’oppose' }]),
    ...(mayAsk ? [{ value: 'ask', label: 'Le conseil demande un document avant de répondre' }] : []),
  ];
}

const answer = form<'engagement', EngagementPage>({
  load: loadEngagement,
  show: ({ engagement, doctor, facts }, { item }) => {
    const said = authorisationOf(engagement, scopeOf(item ?? 'registration'));
    const { status, request = null } = said;
    const mayAsk = status === 'asked' && (request === null || request.sent !== null);
    return {
      title: item === 'registration' ? 'Répondre à une demande d’autorisation' : 'Répondre à une déclaration de lieu d’exercice',
      paragraphs: paragraphsFor(engagement, item),
      facts: [...facts, ['Numéro RPPS', doctor.rpps], ...requestWords(request), ...delayFacts(item, said)],
      fields: [
        {
          kind: 'radio',
          name: 'answer',
          label: 'Réponse du conseil',
          choices: answerChoices(status, mayAsk),
        },
        ...(status === 'opposed' ? [] : oppositionFields('Si le conseil s’oppose, le motif')),
        ...(mayAsk ? documentFields : []),
      ],
      submit: 'Enregistrer la réponse',
    };
  },
  parse: (fields, _loaded, { item }) => parseAnswer(fields, item),
  done: ['La réponse du conseil est enregistrée.'],
});

function parseAnswer(fields: Fields, item: string | null): ParsedAct<EngagementAction> {
  const scope = scopeOf(item ?? 'registration');
  switch (chosen(fields, 'answer', ['authorise', 'oppose', 'ask'])) {
    case null:
      return { ok: false, faults: { answer: missingChoice } };
    case 'authorise':
      return { ok: true, action: { type: 'cdom-answer', scope, answer: 'authorise' } };
    case 'oppose': {
      const reason = chosen(fields, 'reason', oppositionReasons);
      if (reason === null) return { ok: false, faults: { reason: reasonMissing } };
      return { ok: true, action: { type: 'cdom-answer', scope, answer: 'oppose', reason, text: textIn(fields, 'text') } };
    }
    case 'ask':
      return parseRequest(fields, scope);
  }
}

function parseRequest(fields: Fields, scope: ReturnType<typeof scopeOf>): ParsedAct<EngagementAction> {
  const document = chosen(fields, 'document', cdomDocuments);
  const text = textIn(fields, 'documentText');
  if (document === null) return { ok: false, faults: { document: 'Choisissez le document demandé.' } };
  if (document === 'other' && text === '') return { ok: false, faults: { documentText: 'Indiquez en quelques mots le document demandé.' } };
  return { ok: true, action: { type: 'cdom-ask-document', scope, document, text } };
}

export const receiptName: Field = {
  kind: 'text',
  name: 'name',
  label: 'Reçu, au nom du conseil, par',
  hint: 'nom et fonction',
  required: true,
};
export const receiptFault = { name: 'Indiquez le nom de la personne qui accuse réception.' };

const contractReceipt = form<'engagement', EngagementPage>({
  load: loadEngagement,
  show: ({ engagement, doctor, facts }) => ({
    title: 'Accuser réception d’une lettre d’engagement',
    paragraphs: [
      'Cette lettre signée vous est communiquée en application de l’article L. 4113-9 du code de la santé publique. Votre accusé de réception en est la preuve ; il ne vaut pas accord.',
    ],
    facts: [...facts, ['Numéro RPPS', doctor.rpps], ['Lettre', engagement.letter?.number ?? '']],
    fields: engagement.contract === null ? [receiptName] : [],
    submit: engagement.contract === null ? 'Accuser réception' : null,
  }),
  parse: (fields) => {
    const name = textIn(fields, 'name');
    return name === '' ? { ok: false, faults: receiptFault } : { ok: true, action: { type: 'acknowledge-contract', name } };
  },
  document: ({ engagement }) => ({
    id: signedCopy(engagement.round ?? ''),
    label: `Lire la lettre d’engagement n° ${engagement.letter?.number ?? ''}`,
  }),
  done: ['L’accusé de réception est enregistré. Merci.'],
});

export const councilForms: Readonly<Record<string, LinkForm>> = { 'cdom-answer': answer, 'contract-receipt': contractReceipt };
