import type { ConventionId, PersonId, ProgrammeId } from './ids';

export type Engagement = {
  readonly status: 'active' | 'withdrawn';
  readonly doctor: PersonId;
  readonly programme: ProgrammeId;
  readonly convention: ConventionId;
};
