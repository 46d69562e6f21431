import type { PageAct } from './acts';
import type { StatementModel } from './statements';

export function statementActs(model: StatementModel): readonly PageAct[] {
  return [...accountantActs(model), ...mendings(model), ...contestActs(model)];
}

/** E-19. */
function accountantActs({ statement }: StatementModel): readonly PageAct[] {
  const { status, acknowledgement, kind } = statement;
  const order = kind === 'statement' ? 'mandat' : 'titre de recettes';
  const isOpen = (status === 'issued' || status === 'contested') && acknowledgement === null;
  return [
    {
      form: 'acknowledgement',
      title: 'Prendre en charge',
      explain: 'Pour le compte de la paierie.',
      possible: isOpen,
      submit: 'Prendre en charge',
      fields: [
        { kind: 'text', name: 'paymentOrder', label: `Numéro du ${order}`, required: true },
        { kind: 'date', name: 'on', label: `Date du ${order}`, required: true },
      ],
    },
    {
      form: 'rejection',
      title: 'Rejeter',
      explain: 'Une pièce qui manque laisse son numéro au document ; un contenu erroné en demande un nouveau.',
      possible: isOpen,
      submit: 'Rejeter',
      fields: [
        {
          kind: 'radio',
          name: 'kind',
          label: 'Nature du rejet',
          choices: [
            { value: 'missing-piece', label: 'Une pièce manque' },
            { value: 'wrong-content', label: 'Le contenu est erroné' },
          ],
        },
        { kind: 'area', name: 'reason', label: 'Motif', hint: 'Sans information sur un patient.', required: true },
      ],
    },
  ];
}

function mendings({ statement }: StatementModel): readonly PageAct[] {
  const { status, acknowledgement, rejection } = statement;
  return [
    {
      form: 'pieces',
      title: 'Ajouter la pièce qui manquait',
      explain: 'Le document garde son numéro et revient à la paierie.',
      possible: status === 'rejected' && rejection?.kind === 'missing-piece',
      submit: 'Ajouter la pièce',
      fields: [
        { kind: 'text', name: 'piece', label: 'Nom de la pièce', required: true },
        { kind: 'file', name: 'file', label: 'Fichier (PDF, 1 Mo au plus)', accept: 'application/pdf' },
      ],
    },
    {
      form: 'replacement',
      title: 'Remplacer ce document',
      explain: 'La clôture du mois est rouverte : un nouveau projet est à approuver par une autre personne, puis reçoit un nouveau numéro.',
      possible: acknowledgement === null && status !== 'replaced',
      submit: 'Rouvrir la clôture et remplacer',
      fields: [
        {
          kind: 'area',
          name: 'reason',
          label: 'Motif',
          hint: 'Sans information sur un patient.',
          required: rejection === null,
          value: rejection?.reason,
        },
      ],
    },
  ];
}

function contestActs({ statement }: StatementModel): readonly PageAct[] {
  const { status, contest } = statement;
  return [
    {
      form: 'contest',
      title: 'Noter une contestation reçue par téléphone',
      explain: 'Elle vaut comme celle du lien ; une réponse est ensuite due au médecin.',
      possible: contest === null && status !== 'replaced' && status !== 'rejected',
      submit: 'Noter la contestation',
      fields: [
        { kind: 'area', name: 'reason', label: 'Ce que le médecin conteste', hint: 'Sans information sur un patient.', required: true },
      ],
    },
    {
      form: 'contest-answer',
      title: 'Répondre à la contestation',
      explain: 'Le médecin reçoit votre réponse par courriel.',
      possible: contest !== null && contest.answer === null && status !== 'replaced',
      submit: 'Envoyer la réponse',
      fields: [
        {
          kind: 'radio',
          name: 'granted',
          label: 'Suite',
          choices: [
            { value: 'no', label: 'Le document est juste : il est maintenu' },
            { value: 'yes', label: 'Le document est faux : il sera corrigé' },
          ],
        },
        { kind: 'area', name: 'reason', label: 'Réponse', hint: 'Sans information sur un patient.', required: true },
      ],
    },
  ];
}
