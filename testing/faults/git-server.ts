import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { BARE_ENV } from '../../lib/deliver/testing.ts';

/** What a delivery asks of a remote, in the order in which it does: where the branches stand, their commit, the same before a push, the push. */
export type Step = 'list' | 'fetch' | 'greet' | 'push';

/** What goes wrong with one request. */
export type Fault =
  /** Refused with this status. */
  | number
  /** No answer at all. */
  | 'hang'
  /** The connection is cut before anything was done. */
  | 'reset'
  /** Half of what the client sends reaches the repository, then the connection is cut. */
  | 'half'
  /** Done, and the connection is cut in place of an answer. */
  | 'lost'
  /** Done, and no answer. */
  | 'mute'
  /** Done, and half of the answer arrives. */
  | 'cut'
  /** A page of some proxy that wants a login, with status 200. */
  | 'page'
  /** The same, under the name of what git expects. */
  | 'garbage'
  /** Status 200, and nothing in it. */
  | 'empty'
  /** Everything right, a few bytes at a time. */
  | 'slow';

/** Repositories below one folder behind smart HTTP: git's own `http-backend`, and a door that misbehaves on order. */
export class GitServer {
  /** What becomes of the next requests of a step; a request that finds none is served. */
  readonly faults = new Map<Step, Fault[]>();
  /** Told of each request before it is served; what it returns is waited for. */
  onRequest: (step: Step) => void | Promise<void> = () => undefined;
  /** Asked for with each request, as of the user `ci`. @default anybody is served */
  password: string | undefined;
  /** Requests so far. */
  readonly seen: Step[] = [];

  private constructor(
    private readonly root: string,
    private readonly server: Server,
  ) {}

  /** Listens on a free port of this machine. */
  static async start(root: string): Promise<GitServer> {
    const server = createServer();
    const made = new GitServer(root, server);
    server.on('request', (request, response) => {
      // A client that has hung up is no fault of the server's.
      made.answer(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  url(name: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${name}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const step = stepOf(request);
    this.seen.push(step);
    await this.onRequest(step);
    const fault = this.isStranger(request) ? 401 : this.faults.get(step)?.shift();
    if (fault === 'hang') return;
    if (fault === 'reset') return void request.socket.destroy();
    if (typeof fault === 'number') {
      response.writeHead(fault, fault === 401 ? { 'www-authenticate': 'Basic realm="git"' } : {});
      return void response.end('no');
    }
    if (fault === 'page' || fault === 'garbage' || fault === 'empty') {
      const type = fault === 'garbage' ? contentType(request) : 'text/html';
      response.writeHead(200, { 'content-type': type });
      return void response.end(fault === 'empty' ? '' : '<html>Please log in</html>');
    }

    const { status, headers, body } = await this.backend(request, fault);
    if (fault === 'mute') return;
    if (fault === 'lost' || fault === 'half') return void request.socket.destroy();
    response.writeHead(status, { ...headers, ...(fault === 'cut' ? { 'content-length': body.length } : {}) });
    if (fault === 'cut') return void response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    if (fault !== 'slow') return void response.end(body);
    for (let at = 0; at < body.length; at += 200) {
      response.write(body.subarray(at, at + 200));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    response.end();
  }

  private isStranger({ headers }: IncomingMessage): boolean {
    if (this.password === undefined) return false;
    return headers.authorization !== `Basic ${Buffer.from(`ci:${this.password}`).toString('base64')}`;
  }

  /** Runs `git http-backend` as the CGI that it is. */
  private async backend(request: IncomingMessage, fault: Fault | undefined): Promise<CgiAnswer> {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    const child = spawn('git', ['http-backend'], {
      env: {
        ...BARE_ENV,
        GIT_PROJECT_ROOT: this.root,
        GIT_HTTP_EXPORT_ALL: '1',
        REMOTE_USER: 'ci',
        REMOTE_ADDR: '127.0.0.1',
        PATH_INFO: decodeURIComponent(pathname),
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    const closed = new Promise((resolve) => child.once('close', resolve));
    // git may end before it has read everything, as a hook that refuses makes it.
    await pipeline(fault === 'half' ? half(request) : request, child.stdin).catch(() => undefined);
    await closed;
    return parseCgi(Buffer.concat(pieces));
  }
}

interface CgiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function parseCgi(answer: Buffer): CgiAnswer {
  const end = answer.indexOf('\r\n\r\n');
  const lines = answer.toString('latin1', 0, Math.max(end, 0)).split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]));
  const { Status: status, ...rest } = headers;
  return { status: end === -1 ? 500 : Number(status?.slice(0, 3) ?? 200), headers: rest, body: answer.subarray(end + 4) };
}

function stepOf({ url = '' }: IncomingMessage): Step {
  if (url.endsWith('/git-receive-pack')) return 'push';
  if (url.endsWith('/git-upload-pack')) return 'fetch';
  return url.includes('service=git-receive-pack') ? 'greet' : 'list';
}

function contentType(request: IncomingMessage): string {
  const service = /git-(?:upload|receive)-pack/.exec(request.url ?? '')?.[0] ?? '';
  return `application/x-${service}-${request.method === 'POST' ? 'result' : 'advertisement'}`;
}

async function* half(request: IncomingMessage): AsyncGenerator<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of request) all.push(piece as Buffer);
  const body = Buffer.concat(all);
  yield body.subarray(0, Math.floor(body.length / 2));
}
