import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from '@swc/core';
import { projectRoot } from '../../runtime/config';

/** A place where the workflows' code may go one way or another, or not go at all: its line as a person wrote it, and the way. */
export type CodeBranch = {
  readonly name: string;
  readonly line: string;
  readonly way: string;
  readonly isTaken: (count: Count) => boolean;
};
/** How often the code at an offset of the bundle ran. */
type Count = (offset: number) => number;

type Module = { readonly file: string; readonly text: string; readonly at: number };
type Node = { readonly type: string; readonly span: { readonly start: number; readonly end: number }; readonly [field: string]: unknown };

/** Every branch of the modules of workflows/ in a bundle: functions, both ways of each condition, bodies of loops, what catches. `root` holds the sources. */
export function codeBranches(codePath: string, root: string = projectRoot()): readonly CodeBranch[] {
  const code = readFileSync(codePath, 'utf8');
  const lineOf = lines(code);
  return modulesOf(code).flatMap((module) => {
    const source = readFileSync(join(root, module.file), 'utf8').split('\n');
    const seen = new Map<string, number>();
    return branchesOf(module).map(({ at, way, isTaken }) => {
      const number = lineOf(at);
      const line = (source[number - 1] ?? '').trim();
      const place = `${module.file}:${number} ${way}`;
      const times = (seen.get(place) ?? 0) + 1;
      seen.set(place, times);
      return { line, way, name: `${place}${times === 1 ? '' : ` (${times})`} : ${line.slice(0, 100)}`, isTaken };
    });
  });
}

/** The bundler writes each module as a method, between two comments of its own. */
function modulesOf(code: string): readonly Module[] {
  return [...code.matchAll(/^\/\*{3}\/ "\.\/(workflows\/[\w-]+\.[jt]s)"[\s\S]*?\) \{\n/gm)].map((head) => {
    const at = head.index + head[0].length;
    return { file: head[1] ?? '', text: code.slice(at, code.indexOf('\n/***/ }', at)), at };
  });
}

type Branch = { readonly at: number; readonly way: string; readonly isTaken: (count: Count) => boolean };

function branchesOf({ text, at: from }: Module): readonly Branch[] {
  const bytes = Buffer.from(`;${text}`); // a first token: offsets of the tree then count from it
  const tree = parseSync(bytes.toString('utf8'), { syntax: 'ecmascript', target: 'es2022' });
  const offset = (at: number): number => from - 1 + bytes.subarray(0, at - tree.span.start).toString('utf8').length;
  return [...nodes(tree.body, null)]
    .flatMap(({ node, follower }) => waysOf(node, follower, offset))
    .filter(({ at }) => !isBundlers(text, at - from));
}

/** Getters of exports: lines that the bundler adds. */
function isBundlers(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at) + 1).startsWith('/* harmony');
}

/** What has a body that runs or not. */
const bodies: Readonly<Record<string, string>> = {
  FunctionDeclaration: 'called',
  FunctionExpression: 'called',
  ArrowFunctionExpression: 'called',
  ForStatement: 'turn',
  ForOfStatement: 'turn',
  WhileStatement: 'turn',
  DoWhileStatement: 'turn',
  CatchClause: 'caught',
};

/** `follower` is the statement after it, if any. */
function waysOf(node: Node, follower: Node | null, offset: (at: number) => number): readonly Branch[] {
  const at = offset(node.span.start);
  const inside = (child: Node): number => offset(child.span.start + (child.type === 'BlockStatement' ? 1 : 0));
  const way = (name: string, isTaken: (count: Count) => boolean): Branch => ({ at, way: name, isTaken });
  const ran = (child: Node) => (count: Count) => count(inside(child)) > 0;
  const passed = (child: Node) => (count: Count) => count(at) > count(inside(child));
  if (bodies[node.type] !== undefined) return [way(bodies[node.type] ?? '', ran(child(node, 'body')))];
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression': {
      const [yes, no] = [child(node, 'consequent'), childOrNull(node, 'alternate')];
      const other = no ?? (leaves(yes) ? follower : null);
      return [way('yes', ran(yes)), way('no', other === null ? passed(yes) : ran(other))];
    }
    case 'BinaryExpression': {
      const operator = String(node['operator']);
      if (!['&&', '||', '??'].includes(operator)) return [];
      return [way(`after ${operator}`, ran(child(node, 'right'))), way(`before ${operator}`, passed(child(node, 'right')))];
    }
    default:
      return [];
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && 'span' in value;

function childOrNull(node: Node, field: string): Node | null {
  const value = node[field];
  return isNode(value) ? value : null;
}

function child(node: Node, field: string): Node {
  const found = childOrNull(node, field);
  if (found === null) throw new Error(`${node.type} has no ${field}`);
  return found;
}

/** What goes no further: the next statement then tells whether it was passed by. */
const leaves = ({ type }: Node): boolean => ['ReturnStatement', 'ThrowStatement', 'ContinueStatement'].includes(type);

function* nodes(value: unknown, follower: Node | null): Generator<{ readonly node: Node; readonly follower: Node | null }> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield { node: value, follower };
  for (const each of Object.values(value)) {
    if (!Array.isArray(each)) yield* nodes(each, null);
    else for (const [n, one] of each.entries()) yield* nodes(one, isNode(each[n + 1]) ? each[n + 1] : null);
  }
}

/** Lines of the source that a person reads, not of the bundle. */
function lines(code: string): (offset: number) => number {
  const encoded = /\/\/# sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)\s*$/.exec(code)?.[1];
  if (encoded === undefined) throw new Error('the bundle has no source map');
  const map = new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  return (offset) => {
    const before = code.slice(0, offset).split('\n');
    const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
    return 'originalLine' in entry ? entry.originalLine + 1 : 0;
  };
}

/** What ran since the last time it was asked. */
export type Taken = () => Promise<Count>;

/**
 * Counts with V8’s own profiler what runs of a bundle in this process: a replay runs here, not in a thread. The bundle is run from a copy of its
 * own, since code that this process compiled before, uncounted, would not be counted.
 */
export async function counting<T>(codePath: string, run: (copy: string, taken: Taken) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-counted-'));
  const copy = join(folder, 'bundle.js');
  copyFileSync(codePath, copy);
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    return await run(copy, async () => {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      const scripts = result.filter(({ url }) => url === pathToFileURL(copy).href);
      return (offset) => scripts.reduce((sum, { functions }) => sum + countAt(functions, offset), 0);
    });
  } finally {
    await session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The innermost range that holds the place tells how often it ran. */
function countAt(functions: readonly Profiler.FunctionCoverage[], offset: number): number {
  let found = { length: Infinity, count: 0 };
  for (const { ranges } of functions)
    for (const { startOffset, endOffset, count } of ranges) {
      const length = endOffset - startOffset;
      if (startOffset <= offset && offset < endOffset && length <= found.length) found = { length, count };
    }
  return found.count;
}
