import type { Role } from './decision';

/** Each act declares the roles that may do it, beside its route: the table of role by act is read off these declarations. */
export type Permitted = { readonly roles: readonly [Role, ...Role[]] };

export function may(role: Role, act: Permitted): boolean {
  return act.roles.includes(role);
}
