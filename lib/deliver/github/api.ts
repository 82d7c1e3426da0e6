import type { Octokit } from '@octokit/rest';
import { DeliveryError } from '../../errors.ts';
import { textAt } from './answer.ts';
import { connect } from './client.ts';
import { apiUrlFrom, credentialsFrom } from './credentials.ts';
import { githubError, refusalOf, statusOf } from './github-error.ts';
import { Secrets } from './secrets.ts';

export interface GithubOptions {
  readonly owner: string;
  readonly repo: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Version of this program, for the User-Agent that GitHub asks for. @default "0" */
  readonly version?: string | undefined;
  /** For one attempt. Unit: milliseconds. @default 30000 */
  readonly timeout?: number | undefined;
  /** What is taken for a second in waits between attempts; tests have shorter ones. Unit: milliseconds. @default 1000 */
  readonly second?: number | undefined;
}

/** Values for the names in braces of a route, and for the query. */
export interface Parameters {
  readonly [name: string]: unknown;
  /** What this one request does otherwise: attempts after the first. */
  readonly request?: { readonly retries?: number } | undefined;
}

/** What GitHub said: its status, and the JSON as it came, which nobody has looked at yet. */
export interface Answer {
  readonly status: number;
  readonly data: unknown;
}

/** The API of one repository. Every error that leaves it is for people, and free of secrets. */
export class GithubApi {
  /** As a person writes it after `--target`. */
  readonly label: string;
  readonly owner: string;
  private readonly secrets = new Secrets();
  private client: Promise<Octokit> | undefined;
  private id: string | undefined;

  constructor(private readonly options: GithubOptions) {
    this.label = `github:${options.owner}/${options.repo}`;
    this.owner = options.owner;
  }

  get env(): NodeJS.ProcessEnv {
    return this.options.env ?? process.env;
  }

  /**
   * `GET /git/ref/{ref}`, below the repository; names in braces are filled from the parameters, the rest is the query.
   * A refusal whose status is `expected` is an answer like any other; what else fails is a DeliveryError that says what was being done.
   */
  async get(doing: string, path: string, parameters: Parameters = {}, expected: readonly number[] = []): Promise<Answer> {
    return this.send(doing, `GET /repos/{owner}/{repo}${path}`, parameters, expected);
  }

  /** As `get`, for methods with a body. */
  async change(
    doing: string,
    route: `${'POST' | 'PATCH' | 'PUT' | 'DELETE'} ${string}`,
    { body, ...parameters }: Parameters,
    expected: readonly number[] = [],
  ): Promise<Answer> {
    const space = route.indexOf(' ');
    const path = `${route.slice(0, space)} /repos/{owner}/{repo}${route.slice(space + 1)}`;
    // Already a text: the client would look for big integers in it, also in what is only quoted.
    const data = body === undefined ? {} : { data: JSON.stringify(body) };
    return this.send(doing, path, { ...parameters, ...data }, expected);
  }

  /** The answer to a GraphQL query with `$owner` and `$repo`; undefined where there is none, for whatever reason: REST says it better. */
  async query(query: string): Promise<unknown> {
    const { owner, repo } = this.options;
    return this.graphql('read', query, { owner, repo }).catch(() => undefined);
  }

  /** What GraphQL answers; what it refuses is a DeliveryError that says what was being done. */
  async graphql(doing: string, text: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
    const client = await this.connected();
    try {
      return await client.graphql(text, variables);
    } catch (error) {
      throw githubError(this.label, doing, refusalOf(error), this.secrets, this.env);
    }
  }

  /** By which GraphQL knows the repository. */
  async repositoryId(doing: string): Promise<string> {
    const { owner, repo } = this.options;
    const text = 'query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { id } }';
    this.id ??= textAt(await this.graphql(doing, text, { owner, repo }), 'repository', 'id');
    if (this.id === undefined) throw this.garbled(doing);
    return this.id;
  }

  private async send(
    doing: string,
    route: string,
    { request = {}, ...parameters }: Parameters,
    expected: readonly number[],
  ): Promise<Answer> {
    const { owner, repo } = this.options;
    const client = await this.connected();
    try {
      // As a stream, so that JSON is read by JSON.parse and nothing else.
      const { status, data } = await client.request(route, {
        owner,
        repo,
        ...parameters,
        request: { ...request, parseSuccessResponseBody: false },
      });
      return { status, data: data === '' || data === null ? undefined : await new Response(data as ReadableStream).json() };
    } catch (error) {
      const status = statusOf(error);
      if (status !== undefined && expected.includes(status)) return { status, data: undefined };
      throw githubError(this.label, doing, error, this.secrets, this.env);
    }
  }

  /** An answer that is not what the API promises. */
  garbled(doing: string): DeliveryError {
    return new DeliveryError(
      this.label,
      `GitHub answered something that is not of its API (${doing})`,
      'Check SLIPWAY_GITHUB_API and any proxy on the way, and run again.',
    );
  }

  private connected(): Promise<Octokit> {
    return (this.client ??= this.connect());
  }

  private async connect(): Promise<Octokit> {
    const { version = '0', timeout = 30_000, second = 1000 } = this.options;
    const [apiUrl, credentials] = [apiUrlFrom(this.env), credentialsFrom(this.env)];
    return connect({ apiUrl, credentials, secrets: this.secrets, version, timeout, second });
  }
}
