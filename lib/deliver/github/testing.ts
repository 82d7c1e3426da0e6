import { FakeGithub, TOKEN } from '../../../testing/github/server.ts';
import { deliver } from '../deliver.ts';
import type { Delivery, DeliverOptions } from '../deliver.ts';
import type { Target } from '../target.ts';
import { files } from '../testing.ts';
import { GithubTarget } from './github-target.ts';
import type { GithubTargetOptions } from './github-target.ts';

/** A GitHub for one test, stopped after it. */
export async function fakeGithub(): Promise<FakeGithub> {
  const fake = await FakeGithub.start();
  running.push(fake);
  return fake;
}

const running: FakeGithub[] = [];

/** To be called once in a file whose tests use `fakeGithub`. */
export function stopAfterEach(): void {
  afterEach(async () => {
    await Promise.all(running.splice(0).map((fake) => fake.stop()));
  });
}

/** What every target of these tests has: the fake's address, its token, and seconds that last a hundredth. */
export function optionsFor(fake: FakeGithub, more: Partial<GithubTargetOptions> = {}): GithubTargetOptions {
  const env = { SLIPWAY_GITHUB_API: fake.url, SLIPWAY_GITHUB_TOKEN: TOKEN, ...more.env };
  return { owner: 'acme', repo: 'manifests', branch: 'main', second: 10, timeout: 10_000, ...more, env };
}

export function targetOf(fake: FakeGithub, more: Partial<GithubTargetOptions> = {}): GithubTarget {
  return new GithubTarget(optionsFor(fake, more));
}

export async function run(
  target: Target,
  entries: Readonly<Record<string, string>>,
  more: Partial<DeliverOptions> = {},
): Promise<Delivery> {
  return deliver({ target, files: files(entries), version: '0.1.0', sourceCommit: SOURCE, maxRemovalShare: 100, ...more });
}

export const SOURCE = '81be0d4c0ffee0123456789abcdef0123456789a';

/** The words of the error that a promise ends with. */
export async function refused(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
