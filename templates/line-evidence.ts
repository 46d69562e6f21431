import { frenchDate, frenchHalfDay, frenchInstant, type CivilDate, type TimeZone } from '../domain/dates';
import type { LineEvidence, PresenceEvidence } from '../domain/line-evidence';
import { formatEuros } from '../domain/money';
import { lineKindNames } from './statement-table';
import { payerNames } from './month-totals';
import { nbsp, typeset } from './typography';

type Facts = readonly (readonly [label: string, value: string])[];

/** « Pièces de la ligne »: what one line rests on, for who must be able to check it (R-47). */
export function lineEvidenceLines(
  evidence: LineEvidence,
  zone: TimeZone,
): { readonly title: string; readonly paragraphs: readonly string[]; readonly facts: Facts } {
  const { statement, line, rule, presences } = evidence;
  return {
    title: `Pièces de la ligne ${line.rank} du document ${statement.number}`,
    paragraphs: [
      ...(presences.every(({ stillAttested }) => stillAttested)
        ? []
        : ['Une présence de cette ligne a été retirée depuis l’émission\u00a0: la clôture suivante en tire un trop-perçu.']),
      ...(rule.isCurrent ? [] : ['Le taux a changé depuis l’émission\u00a0: la clôture suivante en tire la différence.']),
    ],
    facts: [
      ...lineFacts(evidence),
      ...presences.flatMap((presence) => presenceFacts(presence, line.date, zone)),
      ...rightFacts(evidence, zone),
    ],
  };
}

function lineFacts({ line }: LineEvidence): Facts {
  const { date, site, quantity, unitCents, amountCents, payer, kind, corrects } = line;
  return [
    ['Journée', `${frenchDate(date)}, ${typeset(site.name)}`],
    ['Nature', corrects === null ? lineKindNames[kind] : `${lineKindNames[kind]} du document ${corrects}`],
    [
      'Montant',
      `${quantity} demi-journée${Math.abs(quantity) > 1 ? 's' : ''} à ${formatEuros(unitCents)}, soit ${formatEuros(amountCents)}`,
    ],
    ['Payeur', payerNames[payer]],
  ];
}

/** R-04: who said so on either side, and when; an administrator's decision with its reason. */
function presenceFacts({ half, reference, attestedBy, attestedOn, ruling }: PresenceEvidence, date: CivilDate, zone: TimeZone): Facts {
  const by = attestedBy.map(({ name }) => typeset(name)).join(', ');
  const said = `attestée par ${by}, le ${frenchInstant(attestedOn, zone)} (pièce ${reference})`;
  const decided = ruling === null ? '' : `${nbsp}; décidée par ${typeset(ruling.by.name)}${nbsp}: ${typeset(ruling.reason)}`;
  return [[`Présence, ${frenchHalfDay({ date, half })}`, `${said}${decided}`]];
}

function rightFacts({ convention, engagement, rule }: LineEvidence, zone: TimeZone): Facts {
  const { rate } = rule;
  const steps: readonly (readonly [string, CivilDate | null])[] = [
    ['votée', convention.votedOn],
    ['transmise au préfet', convention.transmittedOn],
    ['publiée', convention.publishedOn],
  ];
  const known = steps.flatMap(([what, on]) => (on === null ? [] : [`${what} le ${frenchDate(on)}`]));
  return [
    ['Convention', typeset(convention.number)],
    ['Délibération', [typeset(convention.deliberation), ...known, `exécutoire le ${frenchDate(convention.enforceableOn)}`].join(', ')],
    [
      'Engagement',
      engagement.letterSignedOn === null
        ? engagement.reference
        : `${engagement.reference}, lettre signée le ${frenchInstant(engagement.letterSignedOn, zone)}`,
    ],
    ['Règle', `${typeset(rule.label)} (${typeset(rule.legalBasis)})`],
    ['Taux', typeset(rule.source)],
    ...(rate === null
      ? []
      : [
          [
            'Version du taux',
            `${formatEuros(rate.halfDayCents)} par demi-journée, ${rate.to === null ? `depuis le ${frenchDate(rate.from)}` : `du ${frenchDate(rate.from)} au ${frenchDate(rate.to)}`}`,
          ] as const,
        ]),
  ];
}
