import type { ServerResponse } from 'node:http';

/** What goes wrong with one request. */
export type Fault =
  /** Refused with this status. */
  | { readonly status: number; readonly message?: string; readonly headers?: Readonly<Record<string, string>> }
  /** No answer at all. */
  | 'hang'
  /** The connection is cut before an answer. */
  | 'reset'
  /** Done, and the connection is cut in place of an answer. */
  | 'lost'
  /** Done, and half of the answer's body arrives. */
  | 'cut'
  /** A page of some proxy, called JSON. */
  | 'garbage'
  /** JSON of another kind. */
  | 'other';

/** Sends what a fault leaves of an answer. */
export function sendFault(fault: Fault, response: ServerResponse, body: string): void {
  if (fault === 'hang') return;
  if (fault === 'reset' || fault === 'lost') {
    response.destroy();
    return;
  }
  if (fault === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  if (fault === 'garbage' || fault === 'other') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(fault === 'garbage' ? '<html>Please log in</html>' : '{"answer":42}');
    return;
  }
  response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
  response.end(JSON.stringify({ message: fault.message ?? 'Server Error' }));
}
