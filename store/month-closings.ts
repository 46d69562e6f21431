import type { Records } from './records';

export const monthClosings: Records<'month-closing'> = {
  table: 'month_closings',
  facts: () => Promise.reject(new Error('being written')),
};
