/** One mistake: where it stands, what it is and may be, and what to do about it. */
export interface Problem {
  /** `clusters/homelab.yaml:14 storage.replicas`, or a construct path such as `homelab/blog-system/web`. */
  readonly where: string;
  /** What was found, and what is allowed. No full stop at the end. */
  readonly what: string;
  /** What to do, as an imperative sentence. */
  readonly fix: string;
}

/** `where: what. fix`: the one form in which a mistake is shown. */
export function problemText({ where, what, fix }: Problem): string {
  return `${where}: ${what}. ${fix}`;
}

/** The person's input is wrong: exit code 2. Carries every mistake that was found, not just the first. */
export class InputError extends Error {
  readonly problems: readonly Problem[];

  constructor(where: string, what: string, fix: string);
  constructor(problems: readonly Problem[]);
  constructor(first: string | readonly Problem[], what = '', fix = '') {
    const problems = typeof first === 'string' ? [{ where: first, what, fix }] : first;
    super(problems.map(problemText).join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** The world refused: network, permissions, a branch that moved. Exit code 3. */
export class DeliveryError extends Error {
  constructor(where: string, what: string, fix: string) {
    super(problemText({ where, what, fix }));
    this.name = 'DeliveryError';
  }
}
