/** One object as git stores it. */
export interface GitObject {
  readonly id: string;
  /** `blob`, `tree`, `commit` or `tag`. */
  readonly kind: string;
  /** Part of a larger piece of memory: whoever keeps it keeps all of that. */
  readonly data: Buffer;
}

/** Takes apart what `git cat-file --batch` says, as it arrives. */
export class ObjectStream {
  private pieces: Buffer[] = [];
  private held = 0;
  /** Bytes without which there is no use in looking again. */
  private needed = 1;

  /** @param found Called with every object in turn; with undefined for one that git does not have. */
  constructor(private readonly found: (object: GitObject | undefined) => void) {}

  take(piece: Buffer): void {
    this.pieces.push(piece);
    this.held += piece.length;
    if (this.held < this.needed) return;

    const all = this.pieces.length === 1 ? piece : Buffer.concat(this.pieces, this.held);
    let at = 0;
    for (;;) {
      // `3f2c9ad… blob 512<newline>…512 bytes…<newline>`, or `3f2c9ad… missing<newline>`
      const start = all.indexOf(10, at) + 1;
      this.needed = all.length - at + 1;
      if (start === 0) break;
      const [, id, kind, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(all.toString('latin1', at, start - 1)) ?? [];
      const end = start + (size === undefined ? -1 : Number(size));
      this.needed = end + 1 - at;
      if (end >= all.length) break;
      this.found(id === undefined || kind === undefined ? undefined : { id, kind, data: all.subarray(start, end) });
      at = end + 1;
    }
    this.pieces = at < all.length ? [all.subarray(at)] : [];
    this.held = all.length - at;
  }
}
