import { roles } from '../../domain/decision';
import { may } from '../../domain/permissions';

describe('permissions', () => {
  test.each(roles)('%s may do what an act declares for that role, and nothing else', (role) => {
    expect(may(role, { roles: [role] })).toBe(true);
    const others = roles.filter((other) => other !== role);
    expect(others.some((other) => may(role, { roles: [other] }))).toBe(false);
  });
});
