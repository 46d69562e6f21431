import { plusDays } from '../../domain/dates';
import { cents, euroWords, sum } from '../../domain/money';
import type { StatementDocument } from '../../templates/statement-document';
import { aLine, aStatement } from '../documents/statement-samples';

const names = ['Hélène Œuvrard', 'Étienne Lefèvre', 'Maëlle Le Goff', 'Ÿves Çelik', 'Paul Ney', 'Agnès Châtelain-Dubœuf'] as const;

/** The reference page, a normal month of eight half-days, for as many doctors: no two have the same name, number and amounts. */
export function pool(count: number): StatementDocument[] {
  return Array.from({ length: count }, (_, doctor) => {
    const unit = cents(50_00 + doctor * 7);
    const lines = Array.from({ length: 8 }, (__, i) => {
      const line = aLine(i, { unit, evidenceId: `SF-2026-${doctor}${i}` });
      return { ...line, date: plusDays(line.date, doctor % 20) };
    });
    const net = sum(lines.map(({ amount }) => amount));
    const name = `${names[doctor % names.length] ?? ''} ${doctor}`;
    const number = `23-2026-EL-${String(doctor).padStart(4, '0')}`;
    const base = aStatement(lines, {
      number,
      netInWords: euroWords(net),
      doctor: { name: `Dr ${name}`, rpps: String(10_003_456_789 + doctor) },
    });
    return { ...base, creditor: { ...base.creditor, name: `Docteur ${name}`, accountHolder: name } };
  });
}
