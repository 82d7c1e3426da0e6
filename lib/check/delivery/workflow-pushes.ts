import { at, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { optionValues, plainWords } from '../texts/script-calls.ts';
import { parseShell, type Command } from '../texts/shell.ts';
import type { Job, Step } from './workflows.ts';

/** A push of a job to the repository in which its workflow stands, with a token whose pushes start workflows. */
export interface OwnPush {
  /** `workflow.jobs.deliver.steps[3].run` */
  readonly path: string;
  readonly step: Step;
  /** `undefined` for the branch of the run. */
  readonly branch: string | undefined;
}

const CHECKOUT = 'actions/checkout';
/** Commits what has changed and pushes it with the token of the checkout. */
const COMMITTERS = new Set(['stefanzweifel/git-auto-commit-action', 'EndBug/add-and-commit']);

/**
 * The push of a job; `undefined` where it pushes elsewhere, or where nobody can tell: one with a token whose pushes start workflows, or else
 * one with the token of the run.
 */
export function ownPush(manifest: WorldObject, job: Job, token: 'starting' | 'of the run' = 'starting'): OwnPush | undefined {
  const checkouts = job.steps.filter(({ action }) => action === CHECKOUT);
  const [checkout] = checkouts;
  // Of several repositories in one job nobody knows which is pushed.
  if (checkout === undefined || checkouts.length > 1 || job.steps.some(({ run = '' }) => /\bgit\s+clone\b|\bgh\s+repo\s+clone\b/.test(run)))
    return undefined;
  const repository = text(checkout.inputs['repository']);
  if (repository !== undefined && !/\bgithub\.repository\b/.test(repository)) return undefined;
  const kept = checkout.inputs['persist-credentials'] !== false && text(checkout.inputs['persist-credentials']) !== 'false';
  const starts = kept && startsWorkflows(text(checkout.inputs['token']) ?? text(checkout.inputs['ssh-key']));
  if (token === 'of the run' && (starts || !kept || !isOfRun(text(checkout.inputs['token']) ?? text(checkout.inputs['ssh-key']))))
    return undefined;
  const isWanted = token === 'of the run' || starts;
  const checkedOut = branchOf(text(checkout.inputs['ref']));
  if (checkedOut === 'unknown') return undefined;
  for (const step of job.steps) {
    if (COMMITTERS.has(step.action ?? '')) {
      const target = branchOf(text(step.inputs['branch']));
      if (!isWanted || target === 'unknown' || step.inputs['push'] === false) continue;
      return { path: step.path, step, branch: (target ?? checkedOut)?.name };
    }
    if (step.run?.includes('push') !== true) continue;
    for (const command of parseShell(step.run).commands) {
      const target = targetOf(command);
      if (target === undefined || target.branch === 'unknown') continue;
      // The header that the checkout leaves behind wins over a token in the address.
      const other = target.url ?? remoteIn(step.run);
      if (other === undefined ? !isWanted : token === 'of the run' || kept || !isOwn(other, manifest, job, step)) continue;
      return { path: `${step.path}.run`, step, branch: (target.branch ?? checkedOut)?.name };
    }
  }
  return undefined;
}

/** Pushes with the token of the run start nothing; those of a person, an app or a deploy key do. */
function startsWorkflows(token: string | undefined): boolean {
  return token !== undefined && /\b(?:secrets\.|steps\.[\w-]+\.outputs\.)/.test(token) && !/GITHUB_TOKEN|github\.token/.test(token);
}

/** No token at all is the one that the action takes by itself. */
export function isOfRun(token: string | undefined): boolean {
  return token === undefined || /^\$\{\{\s*(?:secrets\.GITHUB_TOKEN|github\.token)\s*\}\}$/.test(token);
}

interface Branch {
  readonly name: string;
}

/** `undefined` for the branch of the run, `unknown` for what the shell works out. */
function branchOf(written: string | undefined): Branch | 'unknown' | undefined {
  if (written === undefined || /^(?:HEAD|\$\{\{\s*github\.(?:ref|ref_name|head_ref)\s*\}\}|\$\{?GITHUB_REF(?:_NAME)?\}?)$/.test(written))
    return undefined;
  const name = written.replace(/^refs\/heads\//, '');
  return /^[\w./-]+$/.test(name) && !name.startsWith('refs/') && !/^[0-9a-f]{40}$/.test(name) ? { name } : 'unknown';
}

/** Where `git push` sends to; `undefined` for every other command, and for a push of tags alone. */
function targetOf(command: Command): { readonly url: string | undefined; readonly branch: Branch | 'unknown' | undefined } | undefined {
  if (command.name !== 'git') return undefined;
  const [verb, remote, ...refs] = plainWords(command, ['-C', '-c', '-o', '--push-option', '--repo']);
  const flags = command.words.map(({ text: word }) => word);
  if (verb !== 'push' || flags.some((word) => /^(--tags|--delete|-d|--dry-run|-n|--mirror|--all)$/.test(word)) || refs.length > 1)
    return undefined;
  if (optionValues(command, '-C', '--repo').length > 0) return undefined;
  const url = remote !== undefined && /[:/]/.test(remote) ? remote : undefined;
  if (url === undefined && remote !== undefined && remote !== 'origin') return undefined;
  const [ref] = refs;
  const end = ref === undefined ? undefined : /:(?!.*\}\})/.test(ref) ? ref.replace(/^.*?:/, '') : ref;
  return { url, branch: branchOf(end?.replace(/^\+/, '').replace(/^refs\/heads\/(?=\$)/, '')) };
}

/** The address that the script gives to the remote. */
function remoteIn(run: string): string | undefined {
  return /\bgit\s+remote\s+(?:set-url|add)\s+(?:--push\s+)?origin\s+["']?([^\s"']+|https:\/\/[^"'\n]+)/.exec(run)?.[1];
}

/** An address of this repository with a token of somebody. */
function isOwn(url: string, { object }: WorldObject, job: Job, step: Step): boolean {
  if (!/github\.repository\b|GITHUB_REPOSITORY\b/.test(url)) return false;
  const [, name] = /\$\{?([A-Za-z_]\w*)\}?@/.exec(url) ?? [];
  const written = [step.env, at(job.fields, 'env'), at(object, 'workflow.env')].map((env) => text(at(env, name ?? '')));
  return startsWorkflows(name === undefined ? /^https:\/\/(.*)@github\.com/.exec(url)?.[1] : written.find((each) => each !== undefined));
}
