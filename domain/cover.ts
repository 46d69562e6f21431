import type { CoverAction, CoverDue, CoverStatus } from './cover-record';

export type Cover = {
  readonly state: { readonly status: CoverStatus };
  readonly action: CoverAction;
  readonly event: { readonly type: string };
  readonly due: CoverDue;
  readonly mail: { readonly kind: string };
  readonly facts: object;
};
