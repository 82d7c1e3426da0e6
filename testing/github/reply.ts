/** What a route answers. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

export interface Call {
  readonly method: string;
  /** Below the repository, decoded: `/git/ref/heads/main`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Undefined where a route is not for this call. */
export type Route = (call: Call) => Reply | undefined;

export function refusal(status: number, message: string, errors?: readonly unknown[]): Reply {
  return {
    status,
    body: {
      message,
      ...(errors === undefined ? {} : { errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    },
  };
}

export const NOT_FOUND = refusal(404, 'Not Found');

/** The groups of a path that a pattern matches as a whole. */
export function match(call: Call, method: string, pattern: RegExp): readonly string[] | undefined {
  if (call.method !== method) return undefined;
  return new RegExp(`^${pattern.source}$`, 'u').exec(call.path)?.slice(1);
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
