const folder = /^file:\/\/\/[^?#\s]+$/;
const written = String.raw`(?:[^\s/?#@:%]|%[0-9a-f]{2})`;
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const host = String.raw`(?:${label}(?:\.${label})*\.?|\[[0-9a-f:.]+\])`;
const relay = new RegExp(String.raw`^smtps?://(?:${written}+(?::${written}*)?@)?(?<host>${host})(?::(?<port>\d{1,5}))?/?$`, 'i');

/** Where mail may be handed over: a folder, or a relay with or without its user. No query, since mail libraries read a host from it. */
export function isMailUrl(url: string): boolean {
  if (!isDecodable(url)) return false;
  if (folder.test(url)) return !/%(?:00|2f)/i.test(url);
  const { host: named, port = '25' } = relay.exec(url)?.groups ?? {};
  return named !== undefined && isHost(named) && Number(port) >= 1 && Number(port) <= 65_535;
}

/** As the web reads one, with the numbers of an address written in one way: with other schemes, 256.1.1.1 passes for a name. */
function isHost(text: string): boolean {
  if (!URL.canParse(`http://${text}`)) return false;
  return !/^[\d.]+$/.test(text) || new URL(`http://${text}`).hostname === text;
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
