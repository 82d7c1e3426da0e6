import { isAlias, isCollection, isMap, isScalar, isSeq, Lexer, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Alias, Document, Node, Scalar } from 'yaml';
import { YAML_MAX_DEPTH, YAML_MAX_REPEATED, YAML_MAX_VALUES } from '../values/limits.ts';
import { joined } from './located.ts';
import type { Located, LocatedEntry, LocatedMap } from './located.ts';
import type { Problems } from './problems.ts';
import { readPlain } from './read-plain.ts';
import { counted } from '../values/counted.ts';

const TOO_DEEP = `it is nested more than ${YAML_MAX_DEPTH} levels deep`;
const FLATTER = 'Write it flatter: an inventory is six levels deep.';

/** The one map that an inventory's YAML is; undefined with problems where it is not. */
export function readYaml(text: string, problems: Problems): LocatedMap | undefined {
  if (refuseTabs(text, problems) || refuseDepth(text, problems)) return undefined;
  return readPlain(text) ?? readCarefully(text, problems);
}

/** Reads all of YAML, and has words for whatever an inventory may not hold. */
export function readCarefully(text: string, problems: Problems): LocatedMap | undefined {
  const counter = new LineCounter();
  const documents = parse(text, counter, problems);
  const [document, ...more] = documents ?? [];
  if (documents === undefined) return undefined;
  if (document === undefined) {
    problems.add(1, '', 'the file is empty', 'Describe a cluster in it, or delete it.');
    return undefined;
  }
  for (const error of document.errors) {
    problems.add(counter.linePos(startOf(document, error)).line, '', `it is no YAML: ${firstSentence(error.message)}`, 'Mend the YAML.');
  }
  for (const { message, pos } of document.warnings) {
    const tag = message.replace(/^Unresolved tag: /, '').replace(/^tag:yaml\.org,2002:/, '!!');
    problems.add(counter.linePos(pos[0]).line, '', `the YAML tag ${tag} is not read`, 'Write the plain value without a tag.');
  }
  for (const other of more) {
    problems.add(
      counter.linePos(other.range[0]).line,
      '',
      'a second YAML document begins here',
      'Give each cluster a file of its own, or use environments.',
    );
  }
  if (document.errors.length + document.warnings.length + more.length > 0) return undefined;

  const reader = new Reader(counter, problems);
  const root = reader.read(document.contents, '', 1);
  if (reader.isCut) return undefined;
  if (root.kind === 'map') return root;

  const empty = root.kind === 'scalar' && root.value === null;
  problems.add(
    root.line,
    '',
    empty ? 'the file is empty' : 'the file is not a map of keys and values',
    'Describe a cluster in it, or delete it.',
  );
  return undefined;
}

/** Turns the library's nodes into ours, aliases written out, with an eye on size. */
class Reader {
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private values = 0;
  private repeated = 0;
  private inAlias = 0;

  constructor(
    private readonly counter: LineCounter,
    private readonly problems: Problems,
  ) {}

  read(node: Node | null, path: string, keyLine: number, depth = 0): Located {
    const line = node?.range === undefined || node.range === null ? keyLine : this.counter.linePos(node.range[0]).line;
    // Stands for what is not there, and for what cannot be read and was reported.
    const nothing: Located = { kind: 'scalar', value: null, source: '', line, path };
    if (node === null) return nothing;
    if (depth > YAML_MAX_DEPTH) {
      this.problems.add(line, path, TOO_DEEP, FLATTER);
      return nothing;
    }
    if ((this.values += 1) > YAML_MAX_VALUES) {
      if (this.values === YAML_MAX_VALUES + 1)
        this.problems.add(line, '', `the file holds more than ${YAML_MAX_VALUES} values`, 'Split the clusters into several files.');
      return nothing;
    }
    if (isAlias(node)) return this.readAlias(node, path, line, depth) ?? nothing;

    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (this.inAlias > 0 && (this.repeated += 1) > YAML_MAX_REPEATED) return nothing;

    this.open.add(node);
    try {
      return this.readValue(node, path, line, depth);
    } finally {
      this.open.delete(node);
    }
  }

  /** Whether something was left out because there was too much of it: then the rest says nothing. */
  get isCut(): boolean {
    return this.values > YAML_MAX_VALUES || this.repeated > YAML_MAX_REPEATED;
  }

  private readValue(node: Node, path: string, line: number, depth: number): Located {
    if (isSeq<Node | null>(node)) {
      const items = node.items.map((item, i) => this.read(item, joined(path, i), line, depth + 1));
      return { kind: 'list', items, line, path };
    }
    if (!isMap<Node, Node | null>(node)) return scalar(node as Scalar, path, line);

    const entries = new Map<string, LocatedEntry>();
    for (const { key, value } of node.items) {
      const keyLine = this.counter.linePos(key.range?.[0] ?? 0).line;
      const name = isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? '')) : undefined;
      const read = name === undefined ? undefined : this.read(value, joined(path, name), keyLine, depth + 1);
      const earlier = entries.get(name ?? '');
      if (name === undefined || name === '' || name === '__proto__') {
        this.problems.add(keyLine, path, 'a key here is no plain word', 'Write a word before the colon.');
      } else if (name === '<<') {
        this.problems.add(keyLine, path, 'merge keys (<<) are not read', 'Write the keys out, or use environments for what differs.');
      } else if (earlier !== undefined) {
        this.problems.add(
          keyLine,
          joined(path, name),
          `the key is there a second time, first on line ${earlier.keyLine}`,
          'Delete one of the two.',
        );
      } else if (read !== undefined) {
        entries.set(name, { keyLine, value: read });
      }
    }
    return { kind: 'map', entries, line, path };
  }

  private readAlias(alias: Alias, path: string, line: number, depth: number): Located | undefined {
    const target = this.anchors.get(alias.source);
    if (target === undefined || this.open.has(target)) {
      const what =
        target === undefined ? `no anchor &${alias.source} stands above *${alias.source}` : `*${alias.source} repeats what it is part of`;
      this.problems.add(line, path, what, 'Write the value out.');
      return undefined;
    }
    const before = this.repeated;
    this.inAlias += 1;
    const read = this.read(target, path, line, depth + 1);
    this.inAlias -= 1;
    if (before <= YAML_MAX_REPEATED && this.repeated > YAML_MAX_REPEATED && this.inAlias === 0) {
      this.problems.add(
        line,
        path,
        `aliases repeat more than ${YAML_MAX_REPEATED} values`,
        'Write the values out, or use environments for what differs.',
      );
    }
    return read;
  }
}

function scalar({ value, source = '' }: Scalar, path: string, line: number): Located {
  const known = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return { kind: 'scalar', value: known ? (value as string | number | boolean | null) : source, source, line, path };
}

function parse(text: string, counter: LineCounter, problems: Problems): Document.Parsed[] | undefined {
  // Duplicate keys are found by the Reader: the library compares each key with each other.
  const options = { lineCounter: counter, uniqueKeys: false, prettyErrors: false, resolveKnownTags: false, logLevel: 'silent' } as const;
  const documents = [...parseAllDocuments(text, options)];
  const deep = documents.flatMap(({ errors }) => errors).find(({ message }) => message.includes('call stack'));
  if (deep === undefined) return documents;

  problems.add(counter.linePos(deep.pos[0]).line, '', TOO_DEEP, FLATTER);
  return undefined;
}

/** Brackets in brackets and dashes after dashes: thousands of them exhaust the library, so they are counted before it begins. */
function refuseDepth(text: string, problems: Problems): boolean {
  const compact = new RegExp(`^ *(?:[-?:] +){${YAML_MAX_DEPTH}}`);
  const steep = text.split('\n').findIndex((line) => compact.test(line));
  if (steep >= 0) {
    problems.add(steep + 1, '', TOO_DEEP, FLATTER);
    return true;
  }

  // Reading every token takes as long as parsing does: most files have too few brackets to be worth it.
  const brackets = text.match(/[[{]/g)?.length ?? 0;
  if (brackets <= YAML_MAX_DEPTH) return false;

  let depth = 0;
  let line = 1;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    else line += token.split('\n').length - 1;
    if (depth <= YAML_MAX_DEPTH) continue;

    problems.add(line, '', TOO_DEEP, FLATTER);
    return true;
  }
  return false;
}

function refuseTabs(text: string, problems: Problems): boolean {
  const lines = text.split('\n').flatMap((line, i) => (/^ *\t\s*[^\s]/.test(line) ? [i + 1] : []));
  const [first, ...rest] = lines;
  if (first === undefined) return false;

  const more = rest.length === 0 ? '' : `, as on ${counted(rest.length, 'more line')}`;
  problems.add(first, '', `a tab stands in the indentation${more}`, 'Indent with spaces, two a level.');
  return true;
}

/** Where a mistake begins: an open quote or bracket is found at the end of what it swallowed. */
function startOf(
  document: Document.Parsed,
  { message, pos: [at] }: { readonly message: string; readonly pos: readonly [number, number] },
): number {
  if (!/^(?:Missing closing|Flow )/.test(message)) return at;

  let start = at;
  visit(document, {
    Node(_, node) {
      const [begin = at, , end = at] = node.range ?? [];
      const isOpen = isScalar(node) ? node.type?.startsWith('QUOTE') === true : isCollection(node) && node.flow === true;
      if (isOpen && begin <= at && at <= end) start = begin;
    },
  });
  return start;
}

/** `Map keys must be unique at line 3, column 1:` → the part before the place, which we say ourselves. */
function firstSentence(message: string): string {
  return (
    message
      .split('\n')[0]
      ?.replace(/ at line \d+, column \d+:?$/, '')
      .replace(/[.:]$/, '') ?? message
  );
}
