/** GitHub asks for a second between writes when there are many of them; a delivery usually has three. */
const FREE = 20;

interface Limiter {
  schedule<T>(options: unknown, work: () => Promise<T>): Promise<T>;
}

/** Lets a few writes go at once, and the rest one a second: what the throttling plugin takes in place of its own groups. */
export class Pace {
  private started = 0;
  private free = 0;

  /** @param second What is taken for a second. Unit: milliseconds. */
  constructor(private readonly second: number) {}

  key(): Limiter {
    return { schedule: (_options, work) => this.schedule(work) };
  }

  private async schedule<T>(work: () => Promise<T>): Promise<T> {
    this.started += 1;
    if (this.started > FREE) {
      const now = performance.now();
      const start = Math.max(now, this.free);
      this.free = start + this.second;
      await new Promise((resolve) => setTimeout(resolve, start - now));
    }
    return work();
  }
}
