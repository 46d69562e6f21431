import { join } from 'node:path';
import type { Config } from './config';

export type Running = {
  readonly publicUrl: string;
  readonly uiAddress: string | null;
  /** `made` at this start: told now, never again */
  readonly key: { readonly file: string; readonly key: string; readonly made: boolean };
  readonly config: Pick<Config, 'data' | 'mail'>;
};

/** What somebody who has just started everything wants to know: where all is, and where the mails go. */
export function welcome({ publicUrl, uiAddress, key, config }: Running): readonly string[] {
  const entries: readonly (readonly [label: string, value: string])[] = [
    ['Console', `${publicUrl}/console`],
    ['API et liens', publicUrl],
    ['Documentation', `${publicUrl}/openapi.json`],
    ...(uiAddress === null ? [] : [['Interface Temporal', uiAddress] as const]),
    ['Courriels', mailsTo(config)],
    ['Clé d’instance', key.file],
    ...(key.made
      ? [
          ['', key.key] as const,
          ['', 'Elle n’est affichée qu’une fois\u00A0: elle crée une collectivité et la clé de son premier administrateur.'] as const,
        ]
      : []),
  ];
  return entries.map(([label, value]) => `${label.padEnd(20)}${value}`);
}

/** An address of mail may hold a password: the server alone is named. */
function mailsTo({ data, mail: { smtpUrl } }: Running['config']): string {
  if (smtpUrl === undefined) return `fichiers .eml dans ${join(data, 'mails')} (SMTP_URL n’est pas indiquée\u00A0: rien ne part)`;
  return `serveur SMTP ${new URL(smtpUrl).host}`;
}
