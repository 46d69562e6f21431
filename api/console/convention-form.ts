import { first, type Body, type Sent } from '../console-page';
import { rowCount, withoutGaps, wholeTyped } from './form-rows';
import { dateIn } from './typed-date';

const at = 'terms/parties';

export function tidyConvention(sent: Sent): Sent {
  return { ...sent, fields: withoutGaps(sent.fields, { at, given: ['rank'], least: 2 }) };
}

/** The body of the API's own route; a party's key is opaque, since it travels in the ids of its links. */
export function conventionBody({ fields }: Sent): Body {
  const said = (name: string): string => first(fields, `terms/${name}`);
  return {
    terms: {
      title: said('title'),
      parties: Array.from({ length: rowCount(fields, at) }, (_, n) => ({
        key: `partie-${n + 1}`,
        organisation: said(`parties/${n}/organisation`),
        role: said(`parties/${n}/role`),
        signatory: {
          name: said(`parties/${n}/signatory/name`),
          capacity: said(`parties/${n}/signatory/capacity`),
          email: said(`parties/${n}/signatory/email`),
        },
        rank: wholeTyped(said(`parties/${n}/rank`)),
      })),
      programmes: fields['terms/programmes'] ?? [],
      epci: fields['terms/epci'] ?? [],
      from: dateIn(fields, 'terms/from'),
      to: dateIn(fields, 'terms/to'),
      noticeMonths: wholeTyped(said('noticeMonths')),
    },
  };
}
