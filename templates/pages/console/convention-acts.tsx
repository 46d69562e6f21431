import type { ConventionStatus } from '../../../domain/convention-record';
import { signs } from '../../../domain/convention-terms';
import type { ConventionModel } from './conventions';
import { confirmation, type PageAct } from './acts';
import { creditActs, outsideActs } from './convention-papers';

const among = (status: ConventionStatus, ...statuses: readonly ConventionStatus[]): boolean => statuses.includes(status);

export function conventionActs(model: ConventionModel): readonly PageAct[] {
  return [...votes(model), ...creditActs(model), ...signatures(model), ...outsideActs(model), ...endings(model)];
}

/** */
function votes({ convention: { status, deliberation }, today }: ConventionModel): readonly PageAct[] {
  return [
    {
      form: 'deliberation',
      title: 'Enregistrer la délibération',
      explain: 'Une convention se signe après le vote, une fois la délibération exécutoire.',
      possible: deliberation === null && status !== 'archived',
      submit: 'Enregistrer',
      fields: [
        { kind: 'text', name: 'reference', label: 'Référence', required: true, hint: 'Par exemple : n° 2026-01/012 du 12 janvier 2026' },
        { kind: 'date', name: 'votedOn', label: 'Date du vote', required: true, max: today },
      ],
    },
    {
      form: 'enforceability',
      title: 'Rendre la délibération exécutoire',
      explain: 'Elle l’est à la plus tardive des deux dates (CGCT, art. L. 3131-1).',
      possible: deliberation !== null && deliberation.enforceableOn === null && status !== 'archived',
      submit: 'Enregistrer',
      fields: [
        { kind: 'date', name: 'transmittedOn', label: 'Accusé de réception de la préfecture', required: true, max: today },
        { kind: 'date', name: 'publishedOn', label: 'Publication', required: true, max: today },
      ],
    },
  ];
}

type Organisation = { readonly value: string; readonly label: string };

function organisationsOf({ convention: { parties } }: ConventionModel, ofSigners: boolean): readonly Organisation[] {
  return parties.filter((party) => !ofSigners || signs(party)).map(({ key, organisation }) => ({ value: key, label: organisation }));
}

function signatures(model: ConventionModel): readonly PageAct[] {
  const { status, parties } = model.convention;
  const signing = parties.filter(signs).length;
  return [
    {
      form: 'signature',
      title: 'Ouvrir la signature',
      explain: `${signing} signataire${signing > 1 ? 's reçoivent' : ' reçoit'} un courriel, rang après rang. Le texte est figé et son empreinte imprimée.`,
      possible: among(status, 'draft', 'voted', 'enforceable', 'refused'),
      submit: 'Ouvrir la signature',
      fields: [confirmation('J’ai relu le texte et les signataires.')],
    },
    {
      form: 'signatory',
      title: 'Changer un signataire',
      explain: 'Entre le vote et la signature, une personne peut changer.',
      possible: among(status, 'draft', 'voted', 'enforceable', 'refused'),
      submit: 'Enregistrer',
      fields: [
        { kind: 'select', name: 'party', label: 'Partie', choices: organisationsOf(model, true), required: true },
        {
          kind: 'group',
          label: 'Nouveau signataire',
          fields: [
            { kind: 'text', name: 'signatory/name', label: 'Nom', required: true },
            { kind: 'text', name: 'signatory/capacity', label: 'Qualité', required: true },
            { kind: 'email', name: 'signatory/email', label: 'Adresse électronique', required: true },
          ],
        },
      ],
    },
  ];
}

function endings(model: ConventionModel): readonly PageAct[] {
  const { today, convention } = model;
  const { status, denunciation = null } = convention;
  return [
    {
      form: 'denunciation',
      title: 'Enregistrer une dénonciation',
      explain: 'Le préavis court de la réception à date certaine. Les journées prévues après la fin vous sont listées.',
      possible: among(status, 'signed', 'in-force') && denunciation === null,
      submit: 'Enregistrer la dénonciation',
      danger: true,
      fields: [
        { kind: 'select', name: 'party', label: 'Partie qui dénonce', choices: organisationsOf(model, false), required: true },
        { kind: 'date', name: 'receivedOn', label: 'Date de réception', required: true, max: today },
      ],
    },
    {
      form: 'archive',
      title: 'Archiver la convention',
      explain: 'Plus aucun acte n’est possible ensuite.',
      possible: among(status, 'draft', 'voted', 'enforceable', 'refused', 'ended'),
      submit: 'Archiver',
      danger: true,
      fields: [confirmation('Cette convention n’a plus d’acte à recevoir.')],
    },
  ];
}
