import type { Problem } from '../errors.ts';

/** Longest part of a message: what people put into a file may be long, and is quoted. Unit: characters. */
const LONGEST = 400;

/** Collects the mistakes of one file and hands them out in the order of its lines, each once. */
export class Problems {
  private readonly found = new Map<
    string,
    { readonly line: number; readonly path: string; readonly problem: Problem; readonly isSecret: boolean }
  >();
  private readonly secretPaths = new Set<string>();
  private readonly secrets = new Set<string>();

  constructor(readonly file: string) {}

  /** @param path `storage.replicas`; empty for what belongs to no value. */
  add(line: number, path: string, what: string, fix: string): void {
    this.keep(line, path, what, fix, false);
  }

  /** A secret: nothing else is said about its path, and no message repeats its value. */
  addSecret(line: number, path: string, what: string, fix: string, value?: string): void {
    if (path !== '') this.secretPaths.add(path);
    if (value !== undefined) this.secrets.add(value);
    this.keep(line, path, what, fix, true);
  }

  /** Whether something is wrong at a path or with the map around it, so that what is missing there needs no words. */
  mentions(path: string): boolean {
    const around = path.replace(/(?:\.?[^.[\]]+|\[\d+\])$/, '');
    return [...this.found.values()].some((found) => found.path !== '' && (found.path === path || found.path === around));
  }

  get any(): boolean {
    return this.found.size > 0;
  }

  /** By line; on one line in the order in which they were found. What would repeat a secret is left out: the secret goes first. */
  sorted(): Problem[] {
    return [...this.found.values()]
      .filter(({ path, problem, isSecret }) => isSecret || !(this.secretPaths.has(path) || this.repeatsSecret(problem)))
      .sort((a, b) => a.line - b.line)
      .map(({ problem: { where, what, fix } }) => ({ where: safe(where), what: safe(what), fix: safe(fix) }));
  }

  private keep(line: number, path: string, what: string, fix: string, isSecret: boolean): void {
    const where = `${this.file}:${line}${path === '' ? '' : ` ${path}`}`;
    this.found.set(`${where}\n${what}`, { line, path, problem: { where, what, fix }, isSecret });
  }

  private repeatsSecret({ where, what }: Problem): boolean {
    return [...this.secrets].some((secret) => where.includes(secret) || what.includes(secret));
  }
}

/** One line, of bearable length, without control characters that a terminal would obey. */
function safe(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}
