import { plusDays, type CivilDate } from './dates';
import { administrator, type Addressed, type Due, type NextAction, type Tell } from './decision';
import { certificatesAsked } from './eligibility';
import type { Engagement, EngagementDue, EngagementEvent, EngagementKnown, EngagementMail } from './engagement';
import { morningOf } from './morning';
import { parameters, valueOn } from './parameters';
import { coveredUntil, holdsOn, personParty } from './person';
import type { CertificateKind } from './programme';

type Facts = EngagementKnown;
type Expired = Extract<EngagementEvent, { type: 'certificate-expired' }>;
type Ending = { readonly certificate: CertificateKind; readonly on: CivilDate; readonly renewed: boolean };

/** certificates that end before the engagement does, and whether a later one is on file. */
function endings({ status, to }: Engagement, { doctor, programme, today }: Facts): readonly Ending[] {
  if (doctor === null || programme === null || (status !== 'gates' && status !== 'active')) return [];
  return certificatesAsked(programme, doctor).flatMap((certificate) => {
    const on = coveredUntil(doctor, certificate, today);
    if (on === null || on >= to) return [];
    return [{ certificate, on, renewed: doctor.certificates.some((each) => each.kind === certificate && each.to > on) }];
  });
}

const itemOf = ({ certificate, on }: Pick<Ending, 'certificate' | 'on'>): string => `${certificate}.${on}`;
const expiryOf = (ending: Pick<Ending, 'certificate' | 'on'>): string => `certificate-expired/${itemOf(ending)}`;

/** The days after the end are taken back in the morning of the last day: a doctor may still be found for the first of them. */
export function certificateDues(state: Engagement, facts: Facts): readonly Due<EngagementDue>[] {
  return endings(state, facts)
    .filter((ending) => !state.reminded.includes(expiryOf(ending)))
    .flatMap((ending) => {
      const { on, renewed } = ending;
      const days = renewed ? [] : valueOn(parameters.certificateExpiryNoticeDays, facts.today);
      const notices = days.map((before): Due<EngagementDue> => ({
        what: 'certificate-notice',
        at: morningOf(plusDays(on, -before), facts.collectivity.zone),
        item: `${itemOf(ending)}.${before}`,
      }));
      return [...notices, { what: 'certificate-expired', at: morningOf(on, facts.collectivity.zone), item: itemOf(ending) }];
    });
}

export function expired(item: string, state: Engagement, facts: Facts): readonly Expired[] {
  const ending = endings(state, facts).find((each) => itemOf(each) === item);
  return ending === undefined ? [] : [{ type: 'certificate-expired', certificate: ending.certificate, on: ending.on, at: facts.now }];
}

/** A certificate that was renewed, even after a gap, leaves nothing to do. */
export function certificateActions(state: Engagement, facts: Facts): readonly NextAction[] {
  return endings(state, facts)
    .filter(({ renewed }) => !renewed)
    .flatMap((ending): readonly NextAction[] => {
      const { certificate, on } = ending;
      const told = { key: `certificate-${certificate}`, owner: administrator, detail: { certificate, date: on } };
      if (state.reminded.includes(expiryOf(ending))) return [{ ...told, what: 'certificate-expired', until: null }];
      const noticed = state.reminded.some((each) => each.startsWith(`certificate-notice/${itemOf(ending)}.`));
      return noticed ? [{ ...told, what: 'certificate-ending', until: morningOf(on, facts.collectivity.zone) }] : [];
    });
}

type Taken = Facts['days'][number];

/** days that no certificate of that kind covers; what is past is not ours to take back. */
function uncovered(kind: CertificateKind, { doctor, days, today }: Facts): readonly Taken[] {
  return doctor === null ? [] : days.filter(({ date }) => date >= today && !holdsOn(doctor, kind, date));
}

/** At the end of a certificate, the days after it; when the person's file changes, those of a certificate that was never given. */
function uncoveredDays(event: EngagementEvent, facts: Facts): readonly Taken[] {
  const { doctor, programme, today } = facts;
  if (event.type === 'certificate-expired') return uncovered(event.certificate, facts);
  if (event.type !== 'doctor-changed' || event.news !== 'certificates-changed' || doctor === null || programme === null) return [];
  const never = certificatesAsked(programme, doctor).filter((kind) => coveredUntil(doctor, kind, today) === null);
  return facts.days.filter((day) => never.some((kind) => uncovered(kind, facts).includes(day)));
}

export function certificateTells(event: EngagementEvent, facts: Facts): readonly Tell[] {
  return uncoveredDays(event, facts).map(({ id }) => ({
    noun: 'consultation-day',
    dossier: id,
    action: { type: 'suspend', reason: 'certificate' },
  }));
}

/** « kind.date.days ». Of one that is over, only the other mail goes out. */
export function noticeMail(item: string, state: Engagement, facts: Facts): readonly Addressed<EngagementMail>[] {
  const ending = endings(state, facts).find((each) => item.startsWith(`${itemOf(each)}.`));
  if (ending === undefined || ending.renewed || ending.on < facts.today || facts.doctor === null) return [];
  const { certificate, on } = ending;
  const data = { programme: facts.programme?.label ?? '', certificate, on };
  return [{ kind: 'certificate-ending', data, to: personParty(state.doctor, facts.doctor) }];
}

export function expiryMail(event: Expired, state: Engagement, facts: Facts): readonly Addressed<EngagementMail>[] {
  const { certificate, on } = event;
  const renewed = endings(state, facts).some((each) => itemOf(each) === itemOf(event) && each.renewed);
  if (facts.doctor === null || renewed) return [];
  const data = { programme: facts.programme?.label ?? '', certificate, on, days: uncoveredDays(event, facts).length };
  return [{ kind: 'certificate-expired', data, to: personParty(state.doctor, facts.doctor) }];
}
