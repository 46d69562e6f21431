import type { Route } from '../../api/act';
import { conventionRoutes } from '../../api/conventions';
import { monthClosingRoutes } from '../../api/month-closings';
import { centsSchema } from '../../api/schemas';

describe('an amount of the API', () => {
  test.each([-0, 0, 1, -250, Number.MAX_SAFE_INTEGER])('%d is one of whole cents, and zero has no sign', (amount) => {
    expect(centsSchema.parse(amount)).toBe(amount + 0);
  });

  test.each([0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, '0', null])('%p is none', (amount) => {
    expect(centsSchema.safeParse(amount).success).toBe(false);
  });

  const totals = { count: 0, netCents: -0, overpaymentCents: -0, informationCents: -0, held: 0 };
  const budget = { year: 2026, credits: -0, mode: 'warn', source: 'BP 2026', takenUntil: null };
  test.each<[string, readonly Route[], object]>([
    ['/conventions/:id/budgets', conventionRoutes, { budgets: [budget] }],
    ['/month-closings/:id/approval', monthClosingRoutes, { totals, digest: '0'.repeat(64) }],
  ])('sent as -0 to %s, it is read as 0', (path, routes, body) => {
    const schema = routes.find((route) => route.method === 'post' && route.path === path)?.body;
    expect(schema?.parse(body)).toEqual(JSON.parse(JSON.stringify(body)));
  });
});
