import type { JSX } from 'preact';
import { frenchDate, type CivilDate, type TimeZone } from '../../../domain/dates';
import type { LineEvidence, PresenceEvidence } from '../../../domain/line-evidence';
import { formatEuros } from '../../../domain/money';
import { halfLabels } from '../../day-lines';
import { payerName } from '../../payers';
import { momentWords } from './dossier';
import type { View } from './kit';
import { DataTable, Facts, Section } from './parts';

export type EvidenceModel = { readonly evidence: LineEvidence; readonly label: string; readonly clock: TimeZone };

/** from a line to its convention, deliberation, day, presence, rule and rate, on one page. */
export function evidencePage({ evidence, label, clock }: EvidenceModel): View {
  const { statement, line } = evidence;
  return {
    title: `Pièces de la ligne ${line.rank}, n° ${statement.number}`,
    parents: [
      { href: '/console/statements', label: 'États liquidatifs' },
      { href: `/console/statements/${statement.id}`, label: `n° ${statement.number}` },
    ],
    body: (
      <>
        <Facts
          facts={[
            ['Date', frenchDate(line.date)],
            ['Lieu', line.site.name],
            ['Payeur', payerName(line.payer, label)],
            ['Calcul', `${line.quantity} × ${formatEuros(line.unitCents)} = ${formatEuros(line.amountCents)}`],
            ...(line.corrects === null ? [] : [['Corrige', `n° ${line.corrects}`] as const]),
          ]}
        />
        <Presences presences={evidence.presences} clock={clock} />
        <Rule rule={evidence.rule} />
        <Convention evidence={evidence} clock={clock} />
      </>
    ),
  };
}

function Presences({ presences, clock }: { readonly presences: readonly PresenceEvidence[]; readonly clock: TimeZone }): JSX.Element {
  return (
    <Section id="presence" title="Présence">
      <DataTable<PresenceEvidence>
        caption="Service fait, demi-journée par demi-journée"
        rows={presences}
        empty="Aucune présence."
        columns={[
          {
            label: 'Demi-journée',
            heads: true,
            cell: ({ half, day }) => <a href={`/console/consultation-days/${day}`}>{halfLabels[half]}</a>,
          },
          { label: 'Attestée par', cell: ({ attestedBy }) => attestedBy.map(({ name }) => name).join(', ') },
          { label: 'Le', cell: ({ attestedOn }) => momentWords(attestedOn, clock) },
          { label: 'Décision', cell: ({ ruling }) => (ruling === null ? '' : `${ruling.by.name} : ${ruling.reason}`) },
          { label: 'Aujourd’hui', cell: ({ stillAttested }) => (stillAttested ? 'toujours attestée' : 'attestation retirée') },
        ]}
      />
    </Section>
  );
}

type Rate = NonNullable<LineEvidence['rule']['rate']>;
const periodOf = ({ from, to }: Pick<Rate, 'from' | 'to'>): string =>
  to === null ? `depuis le ${frenchDate(from)}` : `du ${frenchDate(from)} au ${frenchDate(to)}`;

/** the version of the rate on the day worked, with its source. */
function Rule({ rule }: { readonly rule: LineEvidence['rule'] }): JSX.Element {
  const { rate } = rule;
  return (
    <Section id="rule" title="Règle et taux">
      <Facts
        facts={[
          ['Objet', rule.label],
          ['Fondement', rule.legalBasis],
          ['Texte qui fixe le taux', rule.source],
          [
            'Version du taux',
            rate === null
              ? 'retirée du dispositif'
              : `${formatEuros(rate.halfDayCents)} la demi-journée, ${periodOf(rate)} (${rate.source})`,
          ],
          ...(rule.isCurrent ? [] : [['À noter', 'le taux a changé depuis l’émission : le prochain état corrige'] as const]),
        ]}
      />
    </Section>
  );
}

const dateOf = (date: CivilDate | null): string => (date === null ? 'non renseigné' : frenchDate(date));

function Convention({ evidence, clock }: { readonly evidence: LineEvidence; readonly clock: TimeZone }): JSX.Element {
  const { convention, engagement } = evidence;
  const letter =
    engagement.letterSignedOn === null ? 'lettre non signée' : `lettre signée le ${momentWords(engagement.letterSignedOn, clock)}`;
  return (
    <Section id="convention" title="Convention et délibération">
      <Facts
        facts={[
          ['Convention', <a href={`/console/conventions/${convention.id}`}>{convention.number}</a>],
          ['Délibération', convention.deliberation],
          ['Vote', dateOf(convention.votedOn)],
          ['Transmission', dateOf(convention.transmittedOn)],
          ['Publication', dateOf(convention.publishedOn)],
          ['Exécutoire le', frenchDate(convention.enforceableOn)],
          ['Engagement du médecin', <a href={`/console/engagements/${engagement.id}`}>{letter}</a>],
        ]}
      />
    </Section>
  );
}
