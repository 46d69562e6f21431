import { strFromU8, unzipSync } from 'fflate';
import { centsOf, tableRows } from './documents';
import type { Evidence } from './invariants';
import { all, type Season } from './season';

const balance = 'Solde des documents';

/** The balance of every closed month, read from each form that its accountant may take. */
export async function controlTotals({ desk }: Season): Promise<Evidence['controls']> {
  const controls: Evidence['controls'][number][] = [];
  for (const { id, month } of await all(desk.accountant, '/month-closings')) {
    const file = (path: string): Promise<Buffer> => desk.accountant.bytes(`/month-closings/${id}/${path}`);
    const { netCents, overpaymentCents } = await desk.accountant.get(`/month-closings/${id}/totals`);
    controls.push({
      month,
      said: {
        API: netCents + overpaymentCents,
        CSV: tableTotal((await file('table')).toString('utf8')),
        XLSX: workbookTotal(await file('table.xlsx')),
        JSON: (await desk.accountant.get(`/month-closings/${id}/table.json`)).totals.dueCents,
        ZIP: archiveTotal(await file('archive')),
      },
    });
  }
  return controls;
}

function tableTotal(csv: string): number {
  const due = tableRows(csv).filter((row) => row['Nature'] !== 'pour information');
  return due.reduce((sum, row) => sum + centsOf(row['Montant dû (€)'] ?? '0,00'), 0);
}

/** A workbook is a ZIP of XML; its second sheet holds the control totals. */
function workbookTotal(bytes: Uint8Array): number | null {
  const sheet = unzipSync(bytes)['xl/worksheets/sheet2.xml'];
  const rows = sheet === undefined ? [] : [...strFromU8(sheet).matchAll(/<row\b[\s\S]*?<\/row>/g)].map(([row]) => row);
  const value = [...(rows.find((row) => row.includes(balance)) ?? '').matchAll(/<v>([^<]+)<\/v>/g)].at(-1)?.[1];
  return value === undefined ? null : Math.round(Number(value) * 100);
}

function archiveTotal(bytes: Uint8Array): number | null {
  const index = unzipSync(bytes)['index.csv'];
  const row = index === undefined ? undefined : tableRows(strFromU8(index)).find((each) => each['Fichier'] === balance);
  return row === undefined ? null : centsOf(row['Net (€)'] ?? '');
}
