import { nearest } from '../../values/nearest.ts';
import { fields, join, text, type Fields } from '../read.ts';
import type { KeyList, KnownChart } from './known.ts';
import { typesOf } from '../../values/chart-keys.ts';
import { addTo } from '../../values/multimap.ts';

/** A value that a chart does not read, or cannot. */
export type KeyFault =
  | {
      readonly what: 'unknown';
      readonly path: string;
      readonly name: string;
      /** A neighbour with a similar name. */
      readonly near?: string | undefined;
      /** Paths of the chart that end in this name and take a value like this one. */
      readonly elsewhere: readonly string[];
      /** What stands below it belongs one level up. */
      readonly wrapped: boolean;
    }
  /** `found` is what stands there, `wanted` what the chart takes. */
  | { readonly what: 'type'; readonly path: string; readonly found: string; readonly wanted: string };

/** Most places that are named for one key: a name that stands everywhere was not misplaced from one of them. */
const PLACES = 2;

/** What is wrong with values, by the first of the releases; a key that any of them knows is no mistake. */
export function* keyFaults(values: unknown, releases: readonly KnownChart[]): Generator<KeyFault> {
  const [first, ...others] = releases;
  if (first !== undefined) yield* walk(values, first.keys, [], { root: first.keys, others: others.map(({ keys }) => keys) });
}

interface Context {
  readonly root: KeyList;
  readonly others: readonly KeyList[];
}

function* walk(value: unknown, known: KeyList, steps: readonly string[], context: Context): Generator<KeyFault> {
  if (value === undefined || value === null) return;
  const wanted = typesOf(known);
  const wrong = wrongType(value, known, wanted);
  if (wrong !== undefined) {
    yield { what: 'type', path: shown(steps), found: wrong, wanted: wanted.filter((type) => type !== 'open').join(' or ') };
    return;
  }
  // What is passed on unread may have anything below it, whatever the chart's own defaults are.
  if (typeof known === 'string' || typeof value !== 'object' || Array.isArray(value) || wanted.includes('open')) return;
  for (const [name, member] of Object.entries(value)) {
    const child = below(known, name);
    const path = [...steps, name];
    if (child !== undefined) yield* walk(member, child, path, context);
    else if (!wanted.includes('any') && !context.others.some((each) => knows(each, path))) {
      // Helm hands on what people keep for YAML anchors, too.
      if (/^[_.]|^x-/.test(name) || isEmpty(member)) continue;
      yield {
        what: 'unknown',
        path: shown(path),
        name,
        near: nearest(
          name,
          Object.keys(known).filter((sibling) => sibling !== ''),
        ),
        elsewhere: dotted(name, steps, context.root) ?? elsewhere(name, member, context.root, path),
        wrapped: steps.length === 0 && isWrapped(member, known),
      };
    }
  }
}

/** Nothing is lost where nothing is read. */
function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

function below(known: KeyList, name: string): KeyList | undefined {
  return typeof known === 'string' || name === '' || !Object.hasOwn(known, name) ? undefined : known[name];
}

/** Whether a path is one of the chart's, or below something that it passes on unread. */
function knows(known: KeyList, steps: readonly string[]): boolean {
  let node = known;
  for (const step of steps) {
    const next = below(node, step);
    if (node === 'object' || typesOf(node).some((type) => type === 'open' || type === 'any')) return true;
    if (next === undefined) return false;
    node = next;
  }
  return true;
}

/** A value that templates cannot take for what they expect; what they may bend is left alone. */
function wrongType(value: unknown, known: KeyList, wanted: readonly string[]): string | undefined {
  if (wanted.includes('any')) return undefined;
  if (Array.isArray(value)) return wanted.includes('array') || known === 'object' || wanted.includes('string') ? undefined : 'a list';
  if (typeof value === 'object') return wanted.some((type) => /^(object|open|string|array)$/.test(type)) ? undefined : 'a map';
  if (typeof known === 'object' && wanted.every((type) => type === 'object' || type === 'open') && value !== '')
    return typeof value === 'string' ? 'a text' : (text(value) ?? 'another value');
  // A text is true for a template, whatever it says.
  if (wanted.length === 1 && wanted[0] === 'boolean' && typeof value === 'string' && /^(false|no|off|0)$/i.test(value))
    return `the text "${value}"`;
  return undefined;
}

/** Every path of the chart by its last name. */
const places = new WeakMap<object, ReadonlyMap<string, readonly Place[]>>();

interface Place {
  readonly path: readonly string[];
  readonly known: KeyList;
}

function placesOf(root: KeyList): ReadonlyMap<string, readonly Place[]> {
  if (typeof root === 'string') return new Map();
  let found = places.get(root);
  if (found === undefined) {
    const map = new Map<string, Place[]>();
    const open: Place[] = [{ path: [], known: root }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (typeof next.known === 'string') continue;
      for (const [name, known] of Object.entries(next.known)) {
        if (name === '') continue;
        const place = { path: [...next.path, name], known };
        open.push(place);
        addTo(map, name, place);
      }
    }
    found = map;
    places.set(root, found);
  }
  return found;
}

/** Where a misplaced value belongs, if few places come into question. */
function elsewhere(name: string, value: unknown, root: KeyList, from: readonly string[]): readonly string[] {
  const fitting = (placesOf(root).get(name) ?? []).filter(({ known }) => fits(value, known));
  const nearby = fitting.filter(({ path }) => path[0] === from[0] || path.length === 1 || from.length === 1);
  const shortest = Math.min(...nearby.map(({ path }) => path.length));
  const found = nearby.filter(({ path }) => path.length === shortest).map(({ path }) => shown(path));
  return found.length > PLACES ? [] : found.sort();
}

/** `service.type: NodePort` is one name to Helm, not two. */
function dotted(name: string, above: readonly string[], root: KeyList): readonly string[] | undefined {
  const steps = [...above, ...name.split('.')];
  const [first = ''] = name.split('.');
  const parent = above.reduce<KeyList | undefined>((node, step) => (node === undefined ? undefined : below(node, step)), root);
  return name.includes('.') && parent !== undefined && below(parent, first) !== undefined && knows(root, steps)
    ? [shown(steps)]
    : undefined;
}

function fits(value: unknown, known: KeyList): boolean {
  const map = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!map) return typeof known === 'string' && (Array.isArray(value) ? /array|any/ : /string|integer|number|boolean|any/).test(known);
  return known === 'object' || (typeof known === 'object' && Object.keys(value).every((name) => knows(known, [name])));
}

/** Values under one name more than the chart has: `falco: {driver: …}` for the chart falco itself. */
function isWrapped(value: unknown, root: KeyList): boolean {
  const names = Object.keys(fields(value));
  return names.length > 0 && names.filter((name) => below(root, name) !== undefined).length >= names.length * 0.8;
}

function shown(steps: readonly string[]): string {
  return steps.reduce(join, '');
}

/** How much of the top of some values is a chart's, 0 to 1. */
export function overlap(values: Fields, top: ReadonlySet<string>): number {
  const names = Object.keys(values).filter((name) => !/^[_.]|^x-/.test(name));
  return names.length === 0 ? 0 : names.filter((name) => top.has(name)).length / names.length;
}
