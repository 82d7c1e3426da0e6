import type * as z from 'zod';
import { locate, plain } from './located.ts';
import type { Located, LocatedMap, Path } from './located.ts';
import type { Problems } from './problems.ts';

/** A part of an inventory whose shape is sound, and the way to complain about it. */
export interface Part<T> {
  readonly path: Path;
  readonly value: T;
}

/** An inventory under judgement: hands out the parts whose shape is sound, so that a mistake in one part does not hide those in the others. */
export class Draft {
  constructor(
    readonly root: LocatedMap,
    private readonly problems: Problems,
  ) {}

  /** The part at a path; undefined where it is missing or of a wrong shape. */
  part<T>(path: Path, schema: z.ZodType<T>): Part<T> | undefined {
    const node = this.nodeAt(path);
    const read = node === undefined ? undefined : schema.safeParse(plain(node));
    return read?.success === true ? { path, value: read.data } : undefined;
  }

  /** The sound entries of a list. */
  list<T>(path: Path, schema: z.ZodType<T>): Part<T>[] {
    const node = this.nodeAt(path);
    const steps = node?.kind === 'list' ? node.items.keys() : [];
    return [...steps].flatMap((i) => this.part([...path, i], schema) ?? []);
  }

  /** The sound entries of a map, by code unit of their keys. */
  map<T>(path: Path, schema: z.ZodType<T>): (Part<T> & { readonly key: string })[] {
    return this.keys(path).flatMap((key) => {
      const part = this.part([...path, key], schema);
      return part === undefined ? [] : [{ ...part, key }];
    });
  }

  keys(path: Path): string[] {
    const node = this.nodeAt(path);
    return node?.kind === 'map' ? [...node.entries.keys()].sort() : [];
  }

  /** How many entries a list has, sound or not. */
  size(path: Path): number {
    const node = this.nodeAt(path);
    return node?.kind === 'list' ? node.items.length : 0;
  }

  /** Whether a map is there, or nothing at all: only then may one say that something is not in it. */
  isMap(path: Path): boolean {
    return (this.nodeAt(path)?.kind ?? 'map') === 'map';
  }

  /** Whether every entry of a list is sound: only then may one say that something is not in it. */
  isWhole(path: Path, sound: readonly unknown[]): boolean {
    const node = this.nodeAt(path);
    return node === undefined || (node.kind === 'list' && node.items.length === sound.length);
  }

  refuse(path: Path, what: string, fix: string): void {
    const at = locate(this.root, path);
    this.problems.add(at.line, at.path, what, fix);
  }

  /** Line of what stands at a path: two clusters made from one line share one fact. */
  line(path: Path): number {
    return locate(this.root, path).line;
  }

  private nodeAt(path: Path): Located | undefined {
    const { node, path: reached } = locate(this.root, path);
    return node.path === reached || path.length === 0 ? node : undefined;
  }
}
