import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendFault } from './fault.ts';
import type { Fault } from './fault.ts';
import { gitRoutes } from './git-routes.ts';
import { issueRoutes } from './issue-routes.ts';
import type { Comment, Pull } from './issue-routes.ts';
import { Objects } from './objects.ts';
import { NOT_FOUND, refusal, text } from './reply.ts';
import type { Call, Reply, Route } from './reply.ts';
import { REPOSITORY_ID, refused, updateRefs } from './update-refs.ts';

export const TOKEN = 'github_pat_correct0horse0battery0staple';

/** A request that matches goes wrong, or something happens just before it is served. */
interface Trap {
  readonly pattern: RegExp;
  readonly fault: Fault | (() => void);
  left: number;
}

/** A GitHub with one repository, `acme/manifests`: a real server that keeps real git objects and can be told to fail. */
export class FakeGithub {
  readonly objects = new Objects();
  readonly pulls: Pull[] = [];
  readonly comments: Comment[] = [];
  /** `POST /git/trees`, `POST /api/graphql updateRefs`, in the order they came. */
  readonly requests: string[] = [];
  readonly bodies: string[] = [];
  readonly ruled = new Set<string>();
  readonly readOnly = new Set<'git' | 'pulls'>();
  /** Public key of the App that may ask for tokens; PEM. */
  appKey: string | undefined;
  installationTokens = 0;
  treeLimit = 100_000;
  /** Older Enterprise servers do not. */
  knowsUpdateRefs = true;
  private readonly traps: Trap[] = [];
  private readonly routes: readonly Route[];
  private clock = Date.UTC(2026, 0, 1);

  private constructor(private readonly server: ReturnType<typeof createServer>) {
    const limit = (): number => this.treeLimit;
    this.routes = [
      ...gitRoutes(this.objects, {
        get treeLimit() {
          return limit();
        },
        ruled: this.ruled,
        defaultBranch: 'main',
        now: () => this.now(),
      }),
      ...issueRoutes(this.objects, 'acme', this.pulls, this.comments),
      (call) =>
        call.method === 'GET' && call.path === ''
          ? { status: 200, body: { full_name: 'acme/manifests', default_branch: 'main' } }
          : undefined,
    ];
  }

  static async start(): Promise<FakeGithub> {
    const server = createServer();
    const fake = new FakeGithub(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void fake.serve(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/v3`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The next requests that match `METHOD /path` go wrong, or are preceded by something. */
  trap(pattern: RegExp, fault: Fault | (() => void), times = 1): void {
    this.traps.push({ pattern, fault, left: times });
  }

  /** Somebody else commits: path → text, or null to remove. */
  commit(files: Readonly<Record<string, string | null>>, { branch = 'main', message = 'by hand' } = {}): string {
    const ref = `refs/heads/${branch}`;
    const base = this.objects.refs.get(ref);
    const changes = new Map(
      Object.entries(files).map(([path, content]) => [
        path,
        content === null ? null : { mode: '100644', id: this.objects.putBlob(Buffer.from(content)) },
      ]),
    );
    const tree = this.objects.edit(base === undefined ? undefined : this.objects.commit(base)?.tree, changes);
    if (tree === undefined) throw new Error('a path to remove is not there');
    const person = { name: 'Jimin', email: 'jimin@example.org', date: this.now() };
    const id = this.objects.putCommit({ tree, parents: base === undefined ? [] : [base], message, author: person, committer: person });
    this.objects.refs.set(ref, id);
    return id;
  }

  tip(branch = 'main'): string | undefined {
    return this.objects.refs.get(`refs/heads/${branch}`);
  }

  /** Everything at the tip of a branch: path → text. */
  contents(branch = 'main'): Record<string, string> {
    const tree = this.objects.commit(this.tip(branch) ?? '')?.tree ?? '';
    const files = [...this.objects.walk(tree)].flatMap(({ path, id }) => {
      const content = this.objects.blob(id);
      return content === undefined ? [] : [[path, content.toString('utf8')] as const];
    });
    return Object.fromEntries(files);
  }

  private closePulls(ref: string): void {
    for (const pull of this.pulls) if (ref === `refs/heads/${pull.head}`) pull.state = 'closed';
  }

  private now(): string {
    this.clock += 1000;
    return new Date(this.clock).toISOString();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks).toString('utf8');
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const path = decodeURIComponent(pathname).replace(/^\/api\/v3/, '');
    const inside = path.replace(/^\/repos\/acme\/manifests(?=\/|$)/, '');
    const mutation = /^mutation\b.*?{ *(\w+)/.exec(textOf(sent, path))?.[1];
    const line = `${request.method ?? ''} ${inside}${mutation === undefined ? '' : ` ${mutation}`}`;
    this.requests.push(line);
    this.bodies.push(sent);

    const trap = this.traps.find(({ pattern, left }) => left > 0 && pattern.test(line));
    if (trap !== undefined) trap.left -= 1;
    const fault = trap === undefined || typeof trap.fault === 'function' ? undefined : trap.fault;
    if (typeof trap?.fault === 'function') trap.fault();
    const undone = fault !== undefined && fault !== 'lost' && fault !== 'cut';

    const call = (): Call => ({
      method: request.method ?? '',
      path: inside,
      query: searchParams,
      body: sent === '' ? {} : (JSON.parse(sent) as Call['body']),
    });
    const reply = undone ? NOT_FOUND : this.answer(request, path, call());
    const body = reply.body === undefined ? '' : JSON.stringify(reply.body);
    if (fault !== undefined) {
      sendFault(fault, response, body);
      return;
    }
    const head = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1767225600' };
    response.writeHead(reply.status, body === '' ? head : { ...head, 'content-type': 'application/json; charset=utf-8' });
    response.end(body);
  }

  private answer(request: IncomingMessage, path: string, call: Call): Reply {
    const given = (request.headers.authorization ?? '').replace(/^\S+ /, '');
    if (/^\/app\/installations\/77\/access_tokens$/.test(path)) return this.installationToken(given);
    const mine = this.installationTokens > 0 ? `ghs_installation0token0${this.installationTokens}` : TOKEN;
    if (given !== mine) return refusal(401, 'Bad credentials');
    if (path === '/api/graphql') return this.graphql(call);
    if (!path.startsWith('/repos/acme/manifests')) return NOT_FOUND;
    const area = call.path.startsWith('/git/') || call.path.startsWith('/contents/') ? 'git' : 'pulls';
    if (call.method !== 'GET' && this.readOnly.has(area)) return refusal(403, 'Resource not accessible by personal access token');
    for (const route of this.routes) {
      const reply = route(call);
      if (reply !== undefined) return reply;
    }
    return NOT_FOUND;
  }

  private graphql({ body }: Call): Reply {
    const query = text(body['query']);
    if (!query.startsWith('mutation')) return this.query(query);
    if (!this.knowsUpdateRefs) return refused(undefined, "Field 'updateRefs' doesn't exist on type 'Mutation'");
    const { input } = body['variables'] as { readonly input: unknown };
    const rules = { ruled: this.ruled, isReadOnly: this.readOnly.has('git'), onRemoved: (ref: string) => this.closePulls(ref) };
    return updateRefs(this.objects, input, rules);
  }

  /** Texts of blobs by alias; those that are long are cut off, and those that are no text are null. */
  private query(query: string): Reply {
    const blobs = [...query.matchAll(/(\w+): object\(oid: "(\w+)"\)/g)].map(([, alias = '', id = '']) => {
      const content = this.objects.blob(id);
      const shown = content?.toString('utf8').slice(0, 512_000);
      return [alias, content === undefined ? null : { text: content.includes(0) ? null : shown }] as const;
    });
    return { status: 200, body: { data: { repository: { id: REPOSITORY_ID, ...Object.fromEntries(blobs) } } } };
  }

  /** Checks the App's JSON Web Token as GitHub does: signature, issuer, at most ten minutes. */
  private installationToken(jwt: string): Reply {
    const [head = '', claims = '', signature = ''] = jwt.split('.');
    const key = this.appKey;
    const signed =
      key !== undefined &&
      verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), createPublicKey(key), Buffer.from(signature, 'base64url'));
    if (!signed) return refusal(401, 'A JSON web token could not be decoded');
    const { iss, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<string, unknown>;
    if (String(iss) !== '4711' || Number(exp) - Number(iat) > 660) return refusal(401, "'Issuer' claim ('iss') must be an Integer");
    this.installationTokens += 1;
    const token = `ghs_installation0token0${this.installationTokens}`;
    return {
      status: 201,
      body: {
        token,
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
        permissions: { contents: 'write' },
        repository_selection: 'selected',
      },
    };
  }
}

/** What a request asks of GraphQL; empty for any other. */
function textOf(sent: string, path: string): string {
  return path === '/api/graphql' && sent !== '' ? text((JSON.parse(sent) as Call['body'])['query']) : '';
}
