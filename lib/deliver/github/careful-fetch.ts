import { errorCode } from '../error-code.ts';
import type { Secrets } from './secrets.ts';

export interface CarefulFetchOptions {
  /** For one attempt, the body included. Unit: milliseconds. */
  readonly timeout: number;
  /** Learns what is sent as an authorization. */
  readonly secrets: Secrets;
}

/**
 * `fetch` that gives an answer whole or not at all: one that hangs, breaks off or is no JSON although it says so is an
 * error that is worth another attempt. By itself the client takes broken JSON as a text and carries on.
 */
export function carefulFetch({ timeout, secrets }: CarefulFetchOptions): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    secrets.learn(headers.get('authorization') ?? '');
    const signal = AbortSignal.timeout(timeout);
    let answer: Response;
    let body: ArrayBuffer;
    try {
      answer = await fetch(input, { ...init, signal });
      body = await answer.arrayBuffer();
    } catch (error) {
      if (signal.aborted) throw new Error(`no answer within ${timeout / 1000} s`, { cause: error });
      throw new Error(reason(error), { cause: error });
    }
    if (answer.ok && body.byteLength > 0 && answer.headers.get('content-type')?.includes('json') === true && !isJson(body))
      throw new Error('the answer is no JSON');
    return new Response(body.byteLength === 0 ? null : body, { status: answer.status, headers: answer.headers });
  };
}

function isJson(body: ArrayBuffer): boolean {
  try {
    JSON.parse(Buffer.from(body).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/** `fetch failed` says nothing; what failed is in the cause. Not by `instanceof`: such errors may come from another realm. */
function reason(error: unknown): string {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : error;
  const message = typeof cause === 'object' && cause !== null && 'message' in cause ? cause.message : undefined;
  // Several addresses that all failed are an error without a message.
  return typeof message === 'string' && message !== '' ? message : (errorCode(cause) ?? 'the connection failed');
}
