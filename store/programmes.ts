import type { Records } from './records';

export const programmes: Records<'programme'> = { table: 'programmes', facts: () => Promise.resolve({}) };
