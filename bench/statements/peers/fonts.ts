import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../../runtime/config';
import type { Page } from '../page';

/** The peers live apart from the product's packages: `bench/package.json`, installed there at the first run. */
export const peersFolder = join(projectRoot(), 'out', 'bench');
export const load = createRequire(join(peersFolder, 'package.json'));

/** The font of our own documents, whole: each library embeds it as it does. */
const family = join(projectRoot(), 'node_modules', '@expo-google-fonts', 'noto-sans');
export const fontFiles = {
  regular: join(family, '400Regular', 'NotoSans_400Regular.ttf'),
  bold: join(family, '700Bold', 'NotoSans_700Bold.ttf'),
} as const;
export const fonts = { regular: readFileSync(fontFiles.regular), bold: readFileSync(fontFiles.bold) } as const;

export type Draw = (page: Page) => Promise<Uint8Array>;
