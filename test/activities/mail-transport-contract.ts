import type { MailTransport, OutgoingMail } from '../../activities/ports';
import { anOutgoingMail } from './mail-builder';

export type TransportRig = {
  readonly transport: MailTransport;
  /** What the other side holds, in the order of arrival. */
  received(): Promise<readonly Buffer[]>;
  stop(): Promise<void>;
};

/** What every transport promises, whatever is behind it. */
export function mailTransportContract(name: string, copiesOnSecondSend: 1 | 2, start: () => Promise<TransportRig>): void {
  describe(`mail through ${name}`, () => {
    let rig: TransportRig;
    let mail: OutgoingMail;

    beforeEach(async () => {
      rig = await start();
      mail = await anOutgoingMail();
    });
    afterEach(async () => {
      await rig.transport.close();
      await rig.stop();
    });

    it('arrives once, byte for byte as it was stored', async () => {
      await expect(rig.transport.send(mail)).resolves.toMatchObject({ kind: 'sent' });
      expect(await rig.received()).toEqual([mail.bytes]);
    });

    it('may be sent a second time: nothing else than the same message arrives', async () => {
      await rig.transport.send(mail);
      await expect(rig.transport.send(mail)).resolves.toMatchObject({ kind: 'sent' });
      expect(await rig.received()).toEqual(Array.from({ length: copiesOnSecondSend }, () => mail.bytes));
    });

    it('keeps ten messages sent together apart', async () => {
      const mails = await Promise.all(Array.from({ length: 10 }, (_, n) => anOutgoingMail({ messageId: `<m${n}@rdv.example.fr>` })));
      const results = await Promise.all(mails.map((each) => rig.transport.send(each)));
      expect(results.map(({ kind }) => kind)).toEqual(mails.map(() => 'sent'));
      const texts = (list: readonly Buffer[]): string[] => list.map((bytes) => bytes.toString('latin1')).sort();
      expect(texts(await rig.received())).toEqual(texts(mails.map(({ bytes }) => bytes)));
    });

    it('does not leave once its send was aborted', async () => {
      await expect(rig.transport.send(mail, AbortSignal.abort())).resolves.toMatchObject({ kind: 'failed', retryable: true });
      expect(await rig.received()).toEqual([]);
    });
  });
}
