import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';

/** What one filters workflows by. Values are stored in clear: ids and statuses only, never anything personal. */
export const searchAttributes = {
  RelaisCollectivity: 'KEYWORD',
  RelaisNoun: 'KEYWORD',
  RelaisStatus: 'KEYWORD',
  RelaisDossier: 'KEYWORD',
  RelaisNextDue: 'DATETIME',
  RelaisClosed: 'BOOL',
} as const;

export const searchAttributeKeys = {
  collectivity: defineSearchAttributeKey('RelaisCollectivity', searchAttributes.RelaisCollectivity),
  noun: defineSearchAttributeKey('RelaisNoun', searchAttributes.RelaisNoun),
  status: defineSearchAttributeKey('RelaisStatus', searchAttributes.RelaisStatus),
  dossier: defineSearchAttributeKey('RelaisDossier', searchAttributes.RelaisDossier),
  nextDue: defineSearchAttributeKey('RelaisNextDue', searchAttributes.RelaisNextDue),
  closed: defineSearchAttributeKey('RelaisClosed', searchAttributes.RelaisClosed),
} as const;

/** What a dossier's run says of itself from its start; status and next date follow as it lives. */
export function dossierAttributes(of: {
  readonly collectivity: string;
  readonly noun: string;
  readonly dossier: string;
}): SearchAttributePair[] {
  return [
    { key: searchAttributeKeys.collectivity, value: of.collectivity },
    { key: searchAttributeKeys.noun, value: of.noun },
    { key: searchAttributeKeys.dossier, value: of.dossier },
  ];
}
