import { dossierWords } from '../../../api/console/outbox';
import { civilDate } from '../../../domain/dates';

test('mails of one kind differ by the dossier that they are about', () => {
  const day = (date: string, site: string) => ({
    about: { role: 'doctor', name: 'Dr Odile Roux' } as const,
    site,
    date: civilDate(date),
  });
  const said = [day('2026-10-01', 'Maison de santé'), day('2026-10-08', 'Maison de santé'), day('2026-10-08', 'Mairie')].map((subject) =>
    dossierWords('consultation-day', subject),
  );
  expect(new Set(said).size).toBe(said.length);
  expect(said[0]).toContain('Dr Odile Roux, Maison de santé, 1er octobre 2026');
  expect(dossierWords('convention', { about: null, site: null, date: null, title: { text: 'C-4, Soins', isPersonal: false } })).toMatch(
    /\u00a0: C-4, Soins$/,
  );
});
