import { join, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { SourceEntry } from './sources.ts';

/** Prefix of the annotations of Argo CD Image Updater. */
export const UPDATER = 'argocd-image-updater.argoproj.io/';
/** @see https://argocd-image-updater.readthedocs.io/en/stable/basics/update-strategies/ */
const STRATEGIES = ['semver', 'newest-build', 'latest', 'digest', 'alphabetical', 'name'];
/** Annotations of the whole Application, not of one image. */
const WHOLE =
  /^(image-list|write-back-method|write-back-target|git-branch|git-repository|git-credentials|update-strategy|allow-tags|ignore-tags|force-update|pull-secret|platforms)$/;

/** Aliases that stand for no image of the list, and strategies and filters in other words. */
export function* updaterWords(own: readonly (readonly [string, string])[], aliases: readonly string[]): Iterable<Issue> {
  for (const [key, value] of own) {
    const name = key.slice(UPDATER.length);
    const path = join('metadata.annotations', key);
    const [alias = '', ...rest] = name.split('.');
    const setting = rest.length === 0 ? alias : rest.join('.');
    if (rest.length > 0 && aliases.length > 0 && !aliases.includes(alias)) {
      const near = nearName(alias, aliases);
      const fix = near === undefined ? `Write one of ${aliases.join(', ')}.` : `Did you mean "${UPDATER}${near}.${setting}"?`;
      yield {
        path,
        message: `${name} is about "${alias}", and image-list has ${aliases.join(', ')}`,
        why: 'The setting belongs to no image: the default is in force.',
        fix,
      };
    } else if (rest.length === 0 && !WHOLE.test(name)) {
      const fix = 'Write ALIAS.NAME, with the alias of the image in image-list.';
      yield {
        path,
        severity: 'warning',
        message: `Image Updater reads no annotation ${name} for the whole Application`,
        why: 'It is passed over without a word: the default is in force.',
        fix,
      };
    }
    if (setting === 'update-strategy' && !STRATEGIES.includes(value)) {
      const near = nearName(value, STRATEGIES);
      const fix = near === undefined ? `Write one of ${STRATEGIES.join(', ')}.` : `Did you mean "${near}"?`;
      yield {
        path,
        message: `there is no update strategy "${value}": there are ${STRATEGIES.join(', ')}`,
        why: 'Image Updater says so in its log and takes semver: tags that are no versions are never taken.',
        fix,
      };
    }
    if (name === 'write-back-method' && !/^\s*(?:argocd|git)\s*(?::|$)/.test(value)) {
      yield {
        path,
        message: `there is no write-back-method "${value}": there are argocd and git`,
        why: 'Image Updater says "invalid update mechanism" and passes over the Application: nothing is ever updated.',
        fix: 'Write argocd to set the image in the Application, or git to commit it.',
      };
    }
    if (/^(allow-tags)$/.test(setting) && !/^(regexp:|any$)/.test(value)) {
      yield {
        path,
        message: `allow-tags is "${value}", without regexp: before it`,
        why: 'Image Updater does not know the form, and lets every tag pass.',
        fix: `Write regexp:${value}.`,
      };
    }
  }
}

/** Where updates are written to in Git: a branch that the Application follows, of a repository that is one. */
export function* writtenTo(own: Readonly<Record<string, string>>, place: string, sources: readonly SourceEntry[]): Iterable<Issue> {
  const key = `${UPDATER}git-branch`;
  const [written, method] = [own[key], own[`${UPDATER}write-back-method`] ?? ''];
  const follows = sources.flatMap(({ fields }) => textAt(fields, 'targetRevision') ?? []);
  if (
    method.startsWith('git') &&
    own[`${UPDATER}git-repository`] === undefined &&
    sources.length > 0 &&
    sources.every(({ chart }) => chart !== undefined)
  )
    yield {
      path: join(place, `${UPDATER}write-back-method`),
      message: `tags are to be written to Git, and the Application has only the chart ${sources[0]?.chart ?? ''} of ${sources[0]?.repository ?? ''}`,
      why: 'Image Updater clones the source of the Application, which is no Git repository: no update is ever written.',
      fix: `Name the repository in ${UPDATER}git-repository, or add it as a source with ref.`,
    };
  if (written === undefined || !method.startsWith('git') || own[`${UPDATER}git-repository`] !== undefined) return;
  // A branch of its own for each update is meant for a merge request; HEAD is a branch whose name is not here.
  if (/[:{$]/.test(written) || follows.length === 0 || follows.some((each) => each === written || each === 'HEAD' || each.includes('{')))
    return;
  yield {
    path: join(place, key),
    severity: 'info',
    message: `Image Updater writes to the branch ${written}, and the Application follows ${follows.join(', ')}`,
    why: 'Unless something merges the branch, no update is ever synced, and nothing says so.',
    fix: `Write ${follows[0] ?? ''}, or merge ${written} by a workflow.`,
  };
}
