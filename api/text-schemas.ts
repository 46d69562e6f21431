import { z } from 'zod';
import { isPlain, visible } from '../domain/plain-text';
import { unplain } from './french-faults';

export const required = 'Ce champ est obligatoire.';

/** What the documentation says of a text: no control character, no mark of direction. */
export const documented = {
  pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$',
} as const;

/**
 * What would be a fault of the database or deceive a reader later is refused at the edge. Whatever changes a text comes before its length is
 * counted: some characters are longer once composed, and an act reads its body twice.
 */
const plainText = (max: number): z.ZodString =>
  z
    .string()
    .overwrite(visible)
    .normalize('NFC')
    .trim()
    .max(max)
    .refine(isPlain, { error: unplain, params: { code: 'text-control-character' } });

export const optionalTextSchema = (max: number): z.ZodString => plainText(max).meta(documented);
export const textSchema = (max: number): z.ZodString => plainText(max).min(1, required).meta(documented);
export const explanationSchema: z.ZodString = plainText(500).min(3).meta(documented);
