/** Shapes of tokens that GitHub gives out: hidden even if they were never seen in use. */
const SHAPES = /\b(?:gh[a-z]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|eyJ[\w-]+\.[\w-]+\.[\w-]+)/g;

/** Shorter pieces are no secrets, and hiding them would make nonsense of a message. Unit: characters. */
const SHORTEST = 8;

/** What must not be seen: everything that was sent as an authorization, and everything that looks like one. */
export class Secrets {
  private readonly known = new Set<string>();

  /** Takes `token abc`, `bearer abc` or the bare secret. */
  learn(text: string): void {
    const secret = text.replace(/^\S+\s+/, '').trim();
    if (secret.length >= SHORTEST) this.known.add(secret);
  }

  /** The text with every secret in it hidden. */
  hide(text: string): string {
    let hidden = text;
    for (const secret of this.known) {
      // Also as it stands in a URL or in JSON.
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) hidden = hidden.replaceAll(form, '***');
    }
    return hidden.replace(SHAPES, '***');
  }
}
