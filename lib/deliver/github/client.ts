import type { Octokit } from '@octokit/rest';
import { carefulFetch } from './careful-fetch.ts';
import type { Credentials } from './credentials.ts';
import { Pace } from './pace.ts';
import type { Secrets } from './secrets.ts';

/** Attempts after the first, when GitHub fails or asks to wait. */
const RETRIES = 3;

/** Longest wait that GitHub may ask for; longer ones are told to the person. Unit: seconds. */
export const LONGEST_WAIT = 120;

/** Answers that another attempt would not change; 403 and 429 are for the throttling plugin, which reads how long to wait. */
const FINAL = [400, 401, 403, 404, 409, 410, 422, 429, 451];

export interface ClientOptions {
  readonly apiUrl: string;
  readonly credentials: Credentials;
  readonly secrets: Secrets;
  readonly version: string;
  /** For one attempt. Unit: milliseconds. */
  readonly timeout: number;
  /** What is taken for a second in waits. Unit: milliseconds. */
  readonly second: number;
}

/** The client of GitHub's API, loaded when it is needed: it is as large as half the program. */
export async function connect({ apiUrl, credentials, secrets, version, timeout, second }: ClientOptions): Promise<Octokit> {
  const [{ Octokit: Plain }, { throttling }, { retry }, { createAppAuth }] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-throttling'),
    import('@octokit/plugin-retry'),
    import('@octokit/auth-app'),
  ]);
  const Client = Plain.plugin(retry, throttling);
  const pace = new Pace(second);
  const wait = (seconds: number, _options: unknown, _client: unknown, retries: number): boolean =>
    seconds <= LONGEST_WAIT && retries < RETRIES;
  const silent = (): void => undefined;
  if (credentials.kind === 'token') secrets.learn(credentials.token);
  else secrets.learn(credentials.privateKey);

  return new Client({
    baseUrl: apiUrl,
    userAgent: `slipway/${version}`,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: carefulFetch({ timeout, secrets }) },
    retry: { retries: RETRIES, doNotRetry: FINAL, retryAfterBaseValue: second },
    throttle: { onRateLimit: wait, onSecondaryRateLimit: wait, retryAfterBaseValue: second, write: pace, notifications: pace },
    ...(credentials.kind === 'token'
      ? { auth: credentials.token }
      : {
          authStrategy: createAppAuth,
          auth: { appId: credentials.appId, installationId: credentials.installationId, privateKey: credentials.privateKey },
        }),
  });
}
