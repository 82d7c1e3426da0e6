import { InputError } from '../lib/errors.ts';
import type { Problem } from '../lib/errors.ts';

/** Where the inventories are, and which of them. Taken by every command. */
export const inventoryOptions = {
  clusters: { type: 'string', value: 'DIR', default: 'clusters', help: 'folder of the inventories, one YAML file a cluster' },
  cluster: { type: 'list', value: 'NAME', help: 'only this cluster; may be repeated' },
} as const;

/** Where manifests are written. */
export const distOption = {
  dist: { type: 'string', value: 'DIR', default: 'dist', help: 'folder that receives <cluster>/<app>/<kind>.<name>.yaml' },
} as const;

/** The same of commands that write no manifests: one set of options serves every command. */
export const distUnwrittenOption = {
  dist: { ...distOption.dist, help: 'as of synth and deliver, so that all take the same options; nothing is written there' },
} as const;

/** Where manifests are delivered. */
export const targetOptions = {
  target: {
    type: 'string',
    value: 'PATH|URL|github:…',
    default: '.slipway/k8s-manifests.git',
    help: 'GitOps repository: a bare one here, made on first use, a git URL, or github:OWNER/REPO for its API (docs/github.md)',
  },
  branch: { type: 'string', value: 'NAME', default: 'main', help: 'branch that Argo CD watches' },
  folder: {
    type: 'string',
    value: 'DIR',
    default: '',
    help: 'folder of the repository that is ours, with a ledger of its own; the whole by default',
  },
} as const;

/** What may be removed. */
export const guardOptions = {
  'allow-remove': {
    type: 'list',
    value: 'NAME',
    help: 'confirm a removal: KIND/NAME, KIND/NAMESPACE/NAME, app:CLUSTER/APP or cluster:CLUSTER; may be repeated',
  },
  'max-removal-share': { type: 'string', value: 'PERCENT', default: '30', help: 'objects of an app that may go unasked' },
} as const;

/** How commits are made. */
export const commitOptions = {
  author: { type: 'string', value: '"NAME <MAIL>"', help: 'author of the commit, in place of the one that git is configured with' },
  sign: { type: 'flag', help: 'sign the commit as git is configured (SSH, GPG), as commit.gpgSign does' },
} as const;

/** Publishing in spite of errors. */
export const forceOption = {
  force: { type: 'string', value: 'REASON', help: 'go on although the proof finds errors; the reason stands in the commit' },
} as const;

/** By way of a pull request. */
export const pullRequestOptions = {
  'pull-request': { type: 'flag', help: 'deliver by a pull request to the branch; needs a target github:OWNER/REPO' },
  'pr-branch': {
    type: 'string',
    value: 'NAME',
    help: "branch that the pull request comes from, slipway's alone (default: slipway/<branch>)",
  },
} as const;

/** A branch for each cluster, in place of `--branch`. */
export const branchOptions = {
  'environment-branches': {
    type: 'flag',
    help: 'each cluster has its own branch, environment/<cluster>; all move, or none',
  },
  next: { type: 'flag', help: 'with --environment-branches: the branches that are proposed, environment/<cluster>-next' },
} as const;

/** What a promoter of environments needs. */
export const hydratorOptions = {
  hydrator: {
    type: 'flag',
    help: 'say in hydrator.metadata and a note which commit of the sources it is, for GitOps Promoter (docs/ci.md)',
  },
  ...branchOptions,
} as const;

/** Throws an InputError for options that contradict a branch for each cluster, and for `--next` where there is none. */
export function refuseMixedBranches(given: {
  readonly branch: string;
  readonly 'environment-branches': boolean;
  readonly next: boolean;
  readonly 'pull-request'?: boolean;
}): void {
  const problems: Problem[] = [];
  const many = given['environment-branches'];
  if (given.next && !many)
    problems.push({
      where: '--next',
      what: 'there are no environment branches to propose for',
      fix: 'Add --environment-branches, or leave it out.',
    });
  if (many && given.branch !== targetOptions.branch.default)
    problems.push({
      where: '--branch',
      what: 'with --environment-branches each cluster has a branch of its own',
      fix: 'Leave one of them out.',
    });
  if (many && given['pull-request'] === true)
    problems.push({
      where: '--pull-request',
      what: 'slipway opens none between environment branches',
      fix: 'Leave it out: with --next a promoter opens them.',
    });
  if (problems.length > 0) throw new InputError(problems);
}

/** What the program remembers between runs in the folder where it is called: ledgers, caches, the default target. */
export const STATE_FOLDER = '.slipway';
