import express, { type Request, type Response } from 'express';
import { pairs } from './console-form';
import type { Fields } from './link-form';
import { problem, ProblemError } from './problems';
import { received } from './received';

/** Room for a month of thousands of documents that are ordered at once, and for a council for whom thousands of lines of four fields wait. */
const form = express.text({ type: 'application/x-www-form-urlencoded', limit: '2mb' });
const mostFields = 30_000;

/** Read as text: express's own reader of forms takes seconds, and holds up everybody, for a name that is sent thousands of times. */
export async function sentFields(request: Request, response: Response): Promise<Fields> {
  await received(form, request, response);
  const body: unknown = request.body;
  if (typeof body !== 'string') return {};
  if (body.split('&').length > mostFields) throw new ProblemError(problem('too-large'));
  return pairs(body);
}
