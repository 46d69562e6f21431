import type { ConventionDocumentData } from '../domain/convention-text';
import { conventionDocument } from '../templates/convention-document';
import { renderConvention } from '../templates/convention-pdf';

/** The template that draws each kind of document; its data was given by the rule that called for it. */
const renderers: Readonly<Record<string, (data: never) => Uint8Array>> = {
  convention: (data: ConventionDocumentData) => renderConvention(conventionDocument(data)),
};

export function rendererOf(kind: string): (data: unknown) => Uint8Array {
  const render = renderers[kind];
  if (render === undefined) throw new Error(`no template draws ${kind}`);
  return render as (data: unknown) => Uint8Array;
}
