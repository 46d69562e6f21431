import { checkMail } from './mail-faults';
import { atTheChange, changeDays, everyKind, lifeOf } from './corpus';
import { civilDate, timeZone, weekday } from '../../domain/dates';
import { seriesFaults } from './series-faults';

const faultsOf = (mails: readonly Buffer[]): readonly string[] => mails.flatMap((bytes) => checkMail(bytes).faults);

describe('what our templates write', () => {
  it('is without a fault for every kind of mail of a day', async () => {
    const mails = await everyKind();
    expect(faultsOf(mails)).toEqual([]);
    expect(new Set(mails.map((bytes) => checkMail(bytes).version?.method))).toEqual(new Set(['REQUEST', 'CANCEL', undefined]));
  });

  // the bar reads every zone on every one of these days
  it.each(['Europe/Paris', 'America/Cayenne', 'Indian/Reunion', 'Pacific/Wallis'].map(timeZone))(
    'is without a fault over the life of a day in %s, across a change of clocks',
    async (zone) => {
      for (const date of ['2026-10-20'].map(civilDate)) {
        const mails = await lifeOf(zone, date);
        const checked = mails.map(checkMail);
        expect(checked.flatMap(({ faults }) => faults)).toEqual([]);
        expect(seriesFaults(checked)).toEqual([]);
        expect(checked.filter(({ version }) => version !== null)).toHaveLength(9);
      }
    },
  );

  it.each(['Europe/Paris', 'America/Miquelon', 'Pacific/Noumea'].map(timeZone))(
    'is without a fault in %s on the days on which clocks change, at the hours beside the change',
    async (zone) => {
      const checked = (
        await atTheChange(
          [zone],
          changeDays.filter((date) => weekday(date) === 7),
        )
      ).map(checkMail);
      expect(checked.flatMap(({ faults }) => faults)).toEqual([]);
      expect(seriesFaults(checked)).toEqual([]);
      expect(checked).toHaveLength(18);
    },
  );
});
