import type { Request, RequestHandler, Response } from 'express';

/** Reads a body once its sender is known, and not before: whoever is unknown costs no memory. */
export function received(reader: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void reader(request, response, (fault: unknown) => {
      if (fault === undefined) resolve();
      else reject(fault);
    });
  });
}
