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

  get any(): boolean {
    return this.found.size > 0;
  }

  /** By line; on one line in the order in which they were found. */
  sorted(): Problem[] {
    return [...this.found.values()]
      .filter(({ path, isSecret }) => isSecret || !this.secretPaths.has(path))
      .sort((a, b) => a.line - b.line)
      .map(({ problem: { where, what, fix } }) => ({ where: this.safe(where), what: this.safe(what), fix: this.safe(fix) }));
  }

  private keep(line: number, path: string, what: string, fix: string, isSecret: boolean): void {
    const where = `${this.file}:${line}${path === '' ? '' : ` ${path}`}`;
    this.found.set(`${where}\n${what}`, { line, path, problem: { where, what, fix }, isSecret });
  }

  /** One line, of bearable length, without secrets and without control characters that a terminal would obey. */
  private safe(text: string): string {
    let safe = text;
    for (const secret of this.secrets) safe = safe.replaceAll(secret, `${secret.slice(0, 4)}…`);
    safe = safe.replace(/\p{Cc}+/gu, ' ');
    return safe.length <= LONGEST ? safe : `${safe.slice(0, LONGEST)}…`;
  }
}
