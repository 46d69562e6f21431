/** IANA zones of the French territories: an invitation carries the rules of each, and no clock there changes at an hour of consultation. */
export const frenchZones: ReadonlySet<string> = new Set([
  'Europe/Paris',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Cayenne',
  'America/Miquelon',
  'America/St_Barthelemy',
  'America/Marigot',
  'Indian/Reunion',
  'Indian/Mayotte',
  'Indian/Kerguelen',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'Pacific/Marquesas',
  'Pacific/Gambier',
  'Pacific/Wallis',
]);
