const folder = /^file:\/\/\/[^?#\s]+$/;
const written = String.raw`(?:[^\s/?#@:%]|%[0-9a-f]{2})`;
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const host = String.raw`(?:${label}(?:\.${label})*\.?|\[[0-9a-f:.]+\])`;
const relay = new RegExp(String.raw`^smtps?://(?:${written}+(?::${written}*)?@)?${host}(?::(\d{1,5}))?/?$`, 'i');

/** Where mail may be handed over: a folder, or a relay with or without its user. No query, since mail libraries read a host from it. */
export function isMailUrl(url: string): boolean {
  if (!isDecodable(url) || !isReadable(url)) return false;
  if (folder.test(url)) return !/%(?:00|2f)/i.test(url);
  const [found, port = '25'] = relay.exec(url) ?? [];
  return found !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}

/** Read as an address of the web, where a host made of numbers must be one: with other schemes, 256.1.1.1 passes for a name. */
function isReadable(url: string): boolean {
  return URL.canParse(url.replace(/^smtps?:/i, 'http:'));
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

/** D17: a folder, or this machine. */
const ownMachine = /^(file:\/\/\/|smtps?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?\/?$)/;

export function isRehearsalMailUrl(url: string): boolean {
  return isMailUrl(url) && ownMachine.test(url);
}
