import { EVENT_ID, SCALAR_STYLE, getScalarValue, parseEvents } from 'js-yaml';
import type { Event } from 'js-yaml';
import { YAML_MAX_DEPTH, YAML_MAX_VALUES } from '../values/limits.ts';
import { joined } from './located.ts';
import type { Located, LocatedEntry, LocatedMap, LocatedScalar } from './located.ts';

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

/**
 * The map of an inventory that holds nothing but maps, lists and values, in a fifth of the time; undefined for everything
 * else, with mistakes or with YAML's rarer means. The careful reader takes those and finds words for them; where this one
 * gives a map, that one gives the same.
 */
export function readPlain(text: string): LocatedMap | undefined {
  let events: readonly Event[];
  try {
    events = parseEvents(text, {});
  } catch {
    return undefined;
  }
  return new PlainReader(text, events).document();
}

/** Thrown where the text needs the careful reader. */
class NotPlain extends Error {}

class PlainReader {
  private next = 0;
  private readonly newlines: Iterator<number>;
  private newline: number;
  private line = 1;
  private values = 0;

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {
    this.newlines = offsets(text);
    this.newline = this.nextNewline();
  }

  document(): LocatedMap | undefined {
    const [first, root] = this.events;
    // Start of document, map, …, end of map, end of document: a second document would add to the two.
    if (first?.type !== EVENT_ID.DOCUMENT || first.directives.length > 0 || root?.type !== EVENT_ID.MAPPING) return undefined;
    this.next = 1;
    try {
      const map = this.read('', 0);
      const closed = this.events[this.next]?.type === EVENT_ID.POP && this.next + 1 === this.events.length;
      return closed && map.kind === 'map' ? map : undefined;
    } catch (error) {
      if (error instanceof NotPlain) return undefined;
      throw error;
    }
  }

  private read(path: string, depth: number): Located {
    const event = this.take();
    if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) throw new NotPlain();
    if (event.anchorStart !== -1 || event.tagStart !== -1 || depth > YAML_MAX_DEPTH || (this.values += 1) > YAML_MAX_VALUES)
      throw new NotPlain();
    if (event.type === EVENT_ID.SCALAR) return this.scalar(event, path);

    const line = this.lineAt(event.start);
    return event.type === EVENT_ID.MAPPING ? this.map(path, line, depth) : this.list(path, line, depth);
  }

  private map(path: string, line: number, depth: number): LocatedMap {
    const entries = new Map<string, LocatedEntry>();
    while (this.events[this.next]?.type !== EVENT_ID.POP) {
      const key = this.take();
      if (key.type !== EVENT_ID.SCALAR || key.style !== SCALAR_STYLE.PLAIN || key.anchorStart !== -1 || key.tagStart !== -1)
        throw new NotPlain();
      const name = this.text.slice(key.valueStart, key.valueEnd);
      if (!/^[A-Za-z][\w./-]*$/.test(name) || valueOf(name) !== name || entries.has(name)) throw new NotPlain();
      const keyLine = this.lineAt(key.valueStart);
      entries.set(name, { keyLine, value: this.read(joined(path, name), depth + 1) });
    }
    this.next += 1;
    return { kind: 'map', entries, line, path };
  }

  private list(path: string, line: number, depth: number): Located {
    const items: Located[] = [];
    while (this.events[this.next]?.type !== EVENT_ID.POP) items.push(this.read(joined(path, items.length), depth + 1));
    this.next += 1;
    return { kind: 'list', items, line, path };
  }

  private scalar(event: ScalarEvent, path: string): LocatedScalar {
    if (event.style === SCALAR_STYLE.PLAIN) {
      const written = this.text.slice(event.valueStart, event.valueEnd);
      if (written === '') throw new NotPlain();
      const source = written.includes('\n') ? getScalarValue(this.text, event) : written;
      return { kind: 'scalar', value: valueOf(source), source, line: this.lineAt(event.valueStart), path };
    }
    const line = this.lineAt(this.startOf(event));
    const value = getScalarValue(this.text, event);
    return { kind: 'scalar', value, source: value, line, path };
  }

  /** Where a quoted or a block value begins: at its quote, or at the bar of the line above its text. */
  private startOf({ style, valueStart }: ScalarEvent): number {
    if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
    const bar = Math.max(this.text.lastIndexOf('|', valueStart), this.text.lastIndexOf('>', valueStart));
    // A comment behind the bar may hold bars of its own.
    if (!/^[|>][-+]?\n *$/.test(this.text.slice(bar, valueStart))) throw new NotPlain();
    return bar;
  }

  private take(): Event {
    const event = this.events[this.next];
    if (event === undefined) throw new NotPlain();
    this.next += 1;
    return event;
  }

  /** Events come in the order of the text, so each line break is passed once. */
  private lineAt(offset: number): number {
    while (this.newline < offset) {
      this.line += 1;
      this.newline = this.nextNewline();
    }
    return this.line;
  }

  private nextNewline(): number {
    const { done, value } = this.newlines.next();
    return done === true ? Number.POSITIVE_INFINITY : value;
  }
}

function* offsets(text: string): Generator<number> {
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) yield at;
}

/** A plain scalar as YAML 1.2's core schema has it; throws for the rarer forms of numbers. */
function valueOf(source: string): string | number | boolean | null {
  if (!/^[-+.\d~nNtTfF]/.test(source)) return source;
  if (/^[-+]?\d+$/.test(source)) return Number.parseInt(source, 10);
  if (/^[-+]?\d+\.\d+$/.test(source)) return Number.parseFloat(source);
  if (/^(?:[Tt]rue|TRUE)$/.test(source)) return true;
  if (/^(?:[Ff]alse|FALSE)$/.test(source)) return false;
  if (/^(?:~|null|Null|NULL)$/.test(source)) return null;
  if (/^[-+]?(?:\.\d|\.(?:inf|nan)$|\d*\.?\d+[eE][-+]?\d+$|\d+\.$)|^0[ox]/i.test(source)) throw new NotPlain();
  return source;
}
