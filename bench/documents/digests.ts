import { createHash } from 'node:crypto';
import { corpus } from './corpus';

/** Run by itself, in whatever zone, locale and version of Node: one line, the version, then the SHA-256 and the name of each document of the corpus. */
const digests = Object.entries(corpus).map(([name, draw]) => `${createHash('sha256').update(draw()).digest('hex')} ${name}`);
process.stdout.write(`${[process.version, ...digests].join('\t')}\n`);
