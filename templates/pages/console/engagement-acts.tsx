import { earlier, yearOf } from '../../../domain/dates';
import { withdrawalReasons } from '../../../domain/engagement';
import type { EngagementStatus } from '../../../domain/engagement-record';
import { withdrawalWords } from '../../french/engagement';
import type { EngagementModel } from './engagements';
import type { PageAct } from './acts';
import type { Choice } from './form';

const running: readonly EngagementStatus[] = ['letter', 'gates', 'active', 'suspended'];
const signed: readonly EngagementStatus[] = ['gates', 'active', 'suspended'];

export function engagementActs(model: EngagementModel): readonly PageAct[] {
  return [...councilActs(model), ...paperActs(model), recapAct(model), ...endings(model)];
}

/** what is said to the councils of the Ordre, and what they say. */
function councilActs({ engagement, siteNames, otherSites, today }: EngagementModel): readonly PageAct[] {
  const { status } = engagement;
  const scopes = [
    { value: 'registration', label: 'Ordre d’inscription du médecin' },
    ...Object.keys(engagement.cdom.sites).map((site) => ({ value: site, label: siteNames[site] ?? site })),
  ];
  return [
    {
      form: 'cdom',
      title: 'Enregistrer une réponse ou un accusé de réception de l’Ordre',
      explain:
        'Aucun motif n’est demandé ni conservé. Sans preuve de réception, le délai de deux mois ne court pas (art. R. 4127-85 du code de la santé publique).',
      possible: signed.includes(status),
      submit: 'Enregistrer',
      fields: [
        { kind: 'select', name: 'scope', label: 'Conseil concerné', choices: scopes, required: true },
        {
          kind: 'select',
          name: 'answer',
          label: 'Réponse',
          choices: [
            { value: '', label: 'Aucune réponse : accusé de réception seul' },
            { value: 'authorise', label: 'Le conseil donne son accord' },
            { value: 'oppose', label: 'Le conseil s’oppose' },
          ],
        },
        { kind: 'date', name: 'receivedOn', label: 'Date de réception par l’Ordre' },
        { kind: 'date', name: 'on', label: 'Date de la réponse, ou de cet enregistrement', value: today, required: true },
        { kind: 'text', name: 'document', label: 'Pièce', required: true, hint: 'Numéro du recommandé, référence du courrier…' },
      ],
    },
    ...askedDocument(engagement, scopes),
    {
      form: 'sites',
      title: 'Déclarer un lieu d’exercice à l’Ordre',
      explain: 'La déclaration part à l’Ordre du département du lieu.',
      possible: signed.includes(status),
      submit: 'Déclarer le lieu',
      fields: [{ kind: 'select', name: 'site', label: 'Lieu d’accueil', choices: otherSites, required: true }],
    },
    {
      form: 'contract-transmission',
      title: 'Enregistrer la transmission de la lettre signée à l’Ordre',
      explain: 'Dans le mois qui suit la signature (art. L. 4113-9 du code de la santé publique).',
      possible: signed.includes(status),
      submit: 'Enregistrer',
      fields: [
        { kind: 'date', name: 'on', label: 'Date de la transmission', value: today, required: true },
        { kind: 'text', name: 'proof', label: 'Preuve', required: true, hint: 'Accusé de réception, numéro du recommandé…' },
      ],
    },
  ];
}

/** A council that asked to read something before it answers. */
function askedDocument({ cdom }: EngagementModel['engagement'], scopes: readonly Choice[]): readonly PageAct[] {
  const asked = scopes.filter(({ value }) => {
    const request = (value === 'registration' ? cdom.registration : cdom.sites[value])?.request ?? null;
    return request !== null && request.sent === null;
  });
  return [
    {
      form: 'cdom/document',
      title: 'Noter le document envoyé à l’Ordre',
      explain: 'Le conseil a demandé une pièce avant de répondre : il est prévenu de ce qui lui est envoyé.',
      possible: asked.length > 0,
      submit: 'Enregistrer l’envoi',
      fields: [
        { kind: 'select', name: 'scope', label: 'Conseil concerné', choices: asked, required: true },
        { kind: 'text', name: 'title', label: 'Document envoyé', required: true },
        { kind: 'area', name: 'note', label: 'Précision', hint: 'Sans information sur un patient. 500 caractères au plus.' },
      ],
    },
  ];
}

function paperActs({ engagement: { status, letterRefusal } }: EngagementModel): readonly PageAct[] {
  return [
    {
      form: 'bank-details',
      title: 'Redemander les coordonnées bancaires',
      explain: 'Un nouveau lien part à l’adresse du médecin ; le précédent ne sert plus.',
      possible: signed.includes(status),
      submit: 'Envoyer un nouveau lien',
      fields: [],
    },
    {
      form: 'letter',
      title: 'Renvoyer la lettre d’engagement',
      explain: 'Après un refus ou un silence : une nouvelle lettre, aux conditions d’aujourd’hui.',
      possible: status === 'letter' && letterRefusal !== null,
      submit: 'Renvoyer la lettre',
      fields: [],
    },
  ];
}

/** On demand, for any year of the engagement that has begun, and once it is over. */
function recapAct({ engagement: { letterSignedOn, from, to }, today }: EngagementModel): PageAct {
  const last = yearOf(earlier(to, today));
  const years = Array.from({ length: Math.max(0, last - yearOf(from) + 1) }, (_, n) => String(last - n));
  return {
    form: 'recap',
    title: 'Envoyer le bilan d’une année et l’attestation de participation',
    explain: 'Il part de lui-même le 15 janvier. L’attestation ne porte aucun montant. Les effets vous sont montrés d’abord.',
    possible: letterSignedOn !== null && years.length > 0,
    submit: 'Voir les effets avant de confirmer',
    fields: [{ kind: 'select', name: 'year', label: 'Année', required: true, choices: years.map((value) => ({ value, label: value })) }],
  };
}

function endings({ engagement: { status } }: EngagementModel): readonly PageAct[] {
  return [
    {
      form: 'withdrawal',
      title: 'Enregistrer le retrait du médecin',
      explain: 'Les effets vous sont montrés d’abord. Les demi-journées attestées restent dues.',
      possible: running.includes(status),
      submit: 'Voir les effets avant de confirmer',
      danger: true,
      fields: [
        {
          kind: 'select',
          name: 'reason',
          label: 'Raison',
          required: true,
          choices: withdrawalReasons.map((value) => ({ value, label: withdrawalWords[value] })),
        },
      ],
    },
    {
      form: 'ending',
      title: 'Mettre fin à l’engagement',
      explain: 'Les effets vous sont montrés d’abord.',
      possible: running.includes(status),
      submit: 'Voir les effets avant de confirmer',
      danger: true,
      fields: [],
    },
  ];
}
