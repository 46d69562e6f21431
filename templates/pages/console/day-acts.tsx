import { cancelReasons, refusalReasons, type Day } from '../../../domain/consultation-day';
import { halves } from '../../../domain/dates';
import { askerLabels, cancelLabels, halfLabels, refusalLabels } from '../../day-lines';
import type { DayModel } from './days';
import type { Choice, Field } from './form';
import type { PageAct } from './acts';

const halfChoices: readonly Choice[] = halves.map((half) => ({ value: half, label: halfLabels[half] }));
const refusalChoices: readonly Choice[] = refusalReasons.map((value) => ({ value, label: refusalLabels[value] }));
const sideField: Field = {
  kind: 'radio',
  name: 'side',
  label: 'À la demande de qui ?',
  hint: 'Un appel du médecin ou du lieu d’accueil s’enregistre ici en son nom ; le dossier garde que vous l’avez saisi.',
  choices: (['doctor', 'site', 'collectivity'] as const).map((value) => ({ value, label: askerLabels[value] })),
};
const reasonField: Field = {
  kind: 'select',
  name: 'reason',
  label: 'Motif',
  required: true,
  choices: cancelReasons.map((value) => ({ value, label: cancelLabels[value] })),
};
const ruling = (label: string): readonly Field[] => [
  { kind: 'checks', name: 'halves', label, hint: 'Rien de coché : aucune demi-journée n’a eu lieu.', choices: halfChoices },
  {
    kind: 'area',
    name: 'reason',
    label: 'Raison de la décision',
    required: true,
    hint: 'Sans information sur un patient. 500 caractères au plus.',
  },
];
const isOpen = ({ status }: Day): boolean => status === 'proposed' || status === 'confirmed';

export function dayActs(model: DayModel): readonly PageAct[] {
  return [...answers(model), ...changes(model), ...presences(model)];
}

function answers({ day: { status } }: DayModel): readonly PageAct[] {
  return [
    {
      form: 'answer',
      title: 'Enregistrer une réponse donnée par téléphone',
      explain: 'La réponse vaut comme celle du lien ; le dossier garde que vous l’avez saisie.',
      possible: status === 'proposed',
      submit: 'Enregistrer la réponse',
      fields: [
        {
          kind: 'radio',
          name: 'side',
          label: 'Qui a répondu ?',
          choices: [
            { value: 'doctor', label: 'Le médecin' },
            { value: 'site', label: 'Le lieu d’accueil' },
          ],
        },
        {
          kind: 'radio',
          name: 'answer',
          label: 'Réponse',
          choices: [
            { value: 'accept', label: 'Accepte' },
            { value: 'refuse', label: 'Refuse' },
          ],
        },
        { kind: 'select', name: 'reason', label: 'Motif du refus', choices: refusalChoices },
      ],
    },
    {
      form: 'assistant',
      title: 'Dire si un assistant est sur place',
      explain: 'La réponse du lieu d’accueil, reçue par téléphone ou corrigée.',
      possible: status === 'confirmed',
      submit: 'Enregistrer',
      fields: [
        {
          kind: 'radio',
          name: 'answer',
          label: 'Assistant',
          choices: [
            { value: 'confirmed', label: 'Présent' },
            { value: 'waived', label: 'Pas nécessaire' },
          ],
        },
      ],
    },
  ];
}

function changes({ day, sites }: DayModel): readonly PageAct[] {
  return [
    {
      form: 'move',
      title: 'Déplacer la journée',
      explain: 'Ceux qui n’ont rien demandé sont interrogés à nouveau ; l’entrée de leur agenda suit.',
      possible: isOpen(day),
      submit: 'Voir les effets avant de confirmer',
      fields: [
        { kind: 'date', name: 'date', label: 'Nouvelle date', value: day.date, required: true },
        { kind: 'checks', name: 'halves', label: 'Demi-journées', choices: halfChoices, value: day.halves },
        { kind: 'select', name: 'site', label: 'Lieu d’accueil', value: day.site, choices: sites, required: true },
        sideField,
        reasonField,
      ],
    },
    {
      form: 'cancellation',
      title: 'Annuler la journée',
      explain: 'Les effets vous sont montrés avant l’annulation.',
      possible: isOpen(day),
      submit: 'Voir les effets avant de confirmer',
      danger: true,
      fields: [sideField, reasonField],
    },
  ];
}

/** an administrator decides after the reminders, and may decide again. */
function presences({ day: { status } }: DayModel): readonly PageAct[] {
  return [
    {
      form: 'presence',
      title: 'Décider de la présence',
      explain: 'Après les relances, ou pour corriger : le prochain état paie ou reprend la différence.',
      possible: status === 'held' || status === 'attested' || status === 'no-show',
      submit: 'Enregistrer la décision',
      fields: ruling('Demi-journées qui ont eu lieu'),
    },
    {
      form: 'dispute-settlement',
      title: 'Trancher la contestation',
      explain: 'Le médecin et le lieu d’accueil n’ont pas déclaré la même chose : entendez les deux.',
      possible: status === 'disputed',
      submit: 'Trancher',
      fields: ruling('Demi-journées qui ont eu lieu'),
    },
  ];
}
