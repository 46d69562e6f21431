/** Where a mail goes: a relay or a folder. A port because both are real, and because the collectivity chooses. */
export type MailTransport = {
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<SendResult>;
  close(): Promise<void>;
};
export type OutgoingMail = {
  readonly envelope: { readonly from: string; readonly to: string };
  /** As they were stored: a transport neither builds nor changes them. */
  readonly bytes: Buffer;
  readonly messageId: string;
};
export type SendResult =
  | { readonly kind: 'sent'; readonly response: string }
  /** The other side will never take it. */
  | { readonly kind: 'refused'; readonly permanent: true; readonly code: number; readonly response: string }
  /** It did not leave; the same bytes may be tried again. */
  | { readonly kind: 'failed'; readonly retryable: true; readonly reason: string }
  /** Its bytes began to leave and nobody said whether they arrived. */
  | { readonly kind: 'unknown'; readonly reason: string };
