import type { CreditorState, DeclaredDetails } from '../../../domain/bank-details';
import { bankRefusals } from '../../../domain/bank-details';
import type { CivilDate, TimeZone } from '../../../domain/dates';
import { words } from '../../french';
import { bankRefusalWords } from '../../french/creditor';
import { ActList, type PageAct } from './acts';
import { momentWords, Waiting, type Waits } from './dossier';
import type { Kit, View } from './kit';
import { Badge, Facts, Section, type Fact } from './parts';

export type CreditorModel = {
  readonly id: string;
  readonly version: number;
  readonly creditor: CreditorState;
  readonly doctor: string;
  readonly clock: TimeZone;
  readonly today: CivilDate;
  readonly waits: readonly Waits[];
};

/** an account is shown by its last characters; who declared it and who confirmed it are different people. */
export function creditorPage(model: CreditorModel, kit: Kit): View {
  const { id, version, creditor, doctor, clock, waits } = model;
  const { status, effective, pending, refusal } = creditor;
  return {
    title: `Coordonnées bancaires – ${doctor}`,
    parents: [{ href: `/console/engagements/${creditor.engagement}`, label: 'L’engagement' }],
    body: (
      <>
        <p>
          <Badge tone={status === 'effective' ? 'good' : status === 'declared' ? 'wait' : 'bad'}>{words.creditor.statuses[status]}</Badge>
        </p>
        <Waiting waits={waits} zone={clock} />
        <ActList acts={creditorActs(model)} path="/creditors" id={id} version={version} kit={kit} />
        {pending !== null && (
          <Section id="pending" title="À confirmer">
            <Facts facts={accountFacts(pending, clock)} />
          </Section>
        )}
        {effective !== null && (
          <Section id="effective" title="En vigueur">
            <Facts facts={[...accountFacts(effective, clock), ['Confirmées le', momentWords(effective.confirmedOn, clock)]]} />
          </Section>
        )}
        {refusal !== null && <p>{`Refusées le ${momentWords(refusal.at, clock)} : ${bankRefusalWords[refusal.reason]}.`}</p>}
      </>
    ),
  };
}

function accountFacts(
  { maskedIban, holderKind, companyName, siret, holderMatches, foreign, at }: DeclaredDetails,
  clock: TimeZone,
): readonly Fact[] {
  return [
    ['Compte', maskedIban],
    ['Titulaire', holderKind === 'company' ? `société ${companyName ?? ''}` : 'le médecin'],
    ...(siret === null ? [] : [['SIRET', siret] as const]),
    ['Nom du titulaire', holderMatches ? 'conforme' : 'différent : à vérifier'],
    ['Pays du compte', foreign ? 'hors de France' : 'France'],
    ['Déclarées le', momentWords(at, clock)],
  ];
}

function creditorActs({ creditor: { pending, effective }, today }: CreditorModel): readonly PageAct[] {
  return [
    {
      form: 'confirmation',
      title: 'Confirmer ces coordonnées',
      explain:
        effective === null
          ? 'Vous devez être une autre personne que celle qui les a déclarées.'
          : 'Un changement de compte se vérifie par un appel à un numéro déjà connu, jamais à celui du message. Vous devez être une autre personne que celle qui les a déclarées.',
      possible: pending !== null,
      submit: 'Confirmer',
      fields: [
        { kind: 'hidden', name: 'details', value: String(pending?.version ?? '') },
        { kind: 'date', name: 'callBack', label: 'Date du contre-appel', max: today, required: effective !== null },
      ],
    },
    {
      form: 'refusal',
      title: 'Refuser ces coordonnées',
      explain: 'Le médecin est prévenu à son adresse connue.',
      possible: pending !== null,
      submit: 'Refuser',
      danger: true,
      fields: [
        { kind: 'hidden', name: 'details', value: String(pending?.version ?? '') },
        {
          kind: 'select',
          name: 'reason',
          label: 'Raison',
          required: true,
          choices: bankRefusals.map((value) => ({ value, label: bankRefusalWords[value] })),
        },
      ],
    },
  ];
}
