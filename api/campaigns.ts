import { z } from 'zod';
import { campaignRefusals, type Campaign, type VolunteerAnswer } from '../domain/campaign';
import { civilDate } from '../domain/dates';
import { dossierId } from '../domain/ids';
import type { Programme } from '../domain/programme';
import type { Site } from '../domain/site';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf, statesOf } from '../store/records';
import { listed } from '../templates/day-sheet';
import { campaignRefusalWords } from '../templates/french/campaign';
import { act, type Route } from './act';
import { chosen, form, missingChoice, type Fields, type LinkForm } from './link-form';
import { administrators } from './reference';
import { civilDateSchema, fewest, idSchema, listAndGet, textSchema } from './schemas';
import { frenchDeadline } from '../templates/lateness';

const answerSchema = z.strictObject({
  volunteer: idSchema,
  answer: z.enum(['yes', 'no']),
  sites: z.array(idSchema).max(100).optional(),
  reason: z.enum(campaignRefusals).optional(),
});

export const campaignRoutes: readonly Route[] = [
  act({
    noun: 'campaign',
    path: '/campaigns',
    roles: administrators,
    title: 'Lancer un appel aux volontaires',
    body: z.strictObject({
      programme: idSchema,
      convention: idSchema,
      title: textSchema(200),
      volunteers: fewest(z.array(idSchema).max(500), 1, { code: 'volunteers-count', text: 'Choisissez au moins un médecin.' }),
      sites: fewest(z.array(idSchema).max(100), 1, { code: 'sites-missing', text: 'Choisissez au moins un lieu d’accueil.' }),
      until: civilDateSchema.optional(),
    }),
    action: ({ programme, convention, title, volunteers, sites, until }) => ({
      type: 'launch',
      programme: dossierId(programme),
      convention: dossierId(convention),
      title,
      volunteers: volunteers.map(dossierId),
      sites: sites.map(dossierId),
      until: until === undefined ? null : civilDate(until),
    }),
  }),
  act({
    noun: 'campaign',
    path: '/campaigns/:id/answers',
    roles: administrators,
    title: 'Enregistrer une réponse reçue autrement que par le lien',
    body: answerSchema,
    action: ({ volunteer, ...said }) => ({ type: 'answer', ref: dossierId(volunteer), ...spoken(said) }),
  }),
  act({
    noun: 'campaign',
    path: '/campaigns/:id/closing',
    roles: administrators,
    title: 'Clore un appel aux volontaires',
    body: z.strictObject({}),
    action: () => ({ type: 'close' }),
  }),
  ...listAndGet('campaign', 'Appels aux volontaires'),
];

/** A no without its reason is still a no: somebody said so on the phone. */
function spoken({ answer, sites = [], reason = 'other' }: Omit<z.infer<typeof answerSchema>, 'volunteer'>): VolunteerAnswer {
  return answer === 'yes' ? { answer, sites: sites.map(dossierId) } : { answer, reason };
}

type CallPage = {
  readonly campaign: Campaign;
  readonly programme: string;
  readonly sites: readonly { readonly id: string; readonly site: Site }[];
};

async function load(tx: Tx, { dossier }: Link): Promise<CallPage | null> {
  const campaign = await stateOf<Campaign>(tx, 'campaigns', dossier);
  if (campaign === null) return null;
  const programme = await stateOf<Programme>(tx, 'programmes', campaign.programme);
  const places = await statesOf<Site>(tx, 'sites', campaign.sites);
  const sites = campaign.sites.flatMap((id) => {
    const site = places.get(id);
    return site === undefined ? [] : [{ id, site }];
  });
  return { campaign, programme: programme?.label ?? '', sites };
}

type Faulty = { readonly faults: Readonly<Record<string, string>> };

function answerOf(fields: Fields, { sites }: CallPage): VolunteerAnswer | Faulty {
  const answer = chosen(fields, 'answer', ['yes', 'no']);
  if (answer === null) return { faults: { answer: missingChoice } };
  if (answer === 'no') {
    const reason = chosen(fields, 'reason', campaignRefusals);
    return reason === null ? { faults: { reason: 'Indiquez la raison de votre refus.' } } : { answer, reason };
  }
  const wished = sites.map(({ id }) => id).filter((id) => fields['sites']?.includes(id));
  return wished.length === 0 ? { faults: { sites: 'Choisissez au moins un lieu d’accueil.' } } : { answer, sites: wished.map(dossierId) };
}

const answerCampaign = form<'campaign', CallPage>({
  load,
  show: ({ campaign, programme, sites }, _link, { collectivity }) => ({
    title: 'Répondre à l’appel aux volontaires',
    paragraphs: [
      'Répondre oui ne vous engage à aucune date : chaque journée vous sera proposée, et vous resterez libre de l’accepter ou de la refuser.',
    ],
    facts: [
      ['Appel', campaign.title],
      ['Dispositif', programme],
      ['Réponse attendue avant le', frenchDeadline(campaign.until, collectivity.zone)],
    ],
    fields: [
      {
        kind: 'radio',
        name: 'answer',
        label: 'Votre réponse',
        choices: [
          { value: 'yes', label: 'Oui, je suis volontaire' },
          { value: 'no', label: 'Non, je ne participe pas' },
        ],
      },
      {
        kind: 'checkboxes',
        name: 'sites',
        label: 'Si oui, les lieux où vous souhaitez consulter',
        choices: sites.map(({ id, site }) => ({ value: id, label: site.name, hint: site.address })),
      },
      {
        kind: 'select',
        name: 'reason',
        label: 'Si non, la raison',
        choices: campaignRefusals.map((value) => ({ value, label: campaignRefusalWords[value] })),
        required: false,
      },
    ],
    submit: 'Envoyer ma réponse',
  }),
  parse: (fields, loaded, { ref }) => {
    const said = answerOf(fields, loaded);
    return 'faults' in said ? { ok: false, ...said } : { ok: true, action: { type: 'answer', ref: dossierId(ref), ...said } };
  },
  said: ({ campaign, sites }, { ref }) => {
    const given = campaign.answers[ref];
    if (given === undefined) return [];
    if (given.answer === 'no') return ['Vous avez répondu que vous ne participez pas.'];
    const names = sites.filter(({ id }) => given.sites.some((each) => each === id)).map(({ site }) => site.name);
    return [`Vous êtes volontaire pour : ${listed(names)}.`, 'La lettre d’engagement à signer vous est envoyée par courriel.'];
  },
});

export const campaignForms: Readonly<Record<string, LinkForm>> = { 'answer-campaign': answerCampaign };
