/** What every document says of the program that drew it: another version may word it otherwise. */
export const engine = 'Relais 0.1.0';
