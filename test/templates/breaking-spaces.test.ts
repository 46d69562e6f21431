import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

const root = join(__dirname, '..', '..');
/** What people read is worded in these. */
const folders = ['templates', 'api', 'domain', 'activities', 'runtime', 'worker'];
const mayBreak = / [;!?»]|« | :(?=\s|$)/;
/** A list of columns to be typed, and a pattern that speaks of the signs themselves. */
const meant: readonly string[] = [' ; ', 'pas d’espace insécable avant ; ! ? ou »'];

/** Every text of a file, as its reader gets it. */
function textsIn(file: string): readonly string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, cooked } = { type: null, value: null, cooked: null, ...node };
    if (type === 'StringLiteral' || type === 'JSXText') found.push(String(value));
    if (type === 'TemplateElement') found.push(String(cooked));
    for (const each of Object.values(node)) walk(each);
  };
  walk(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', tsx: file.endsWith('x'), target: 'es2022' }));
  return found;
}

/** No document tells a no-break space from another once it is drawn: what words it is read instead. */
test.each(folders)('in %s/, nothing that is read may break before a sign, or inside quotation marks', (folder) => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  expect(files.length).toBeGreaterThan(0);
  const faults = files.flatMap((file) =>
    textsIn(join(root, folder, file))
      .filter((text) => mayBreak.test(text) && !meant.includes(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(faults).toEqual([]);
});
