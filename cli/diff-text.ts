import type { ObjectChange } from '../lib/deliver/object-change.ts';
import { unifiedDiff } from '../lib/deliver/unified.ts';
import { InputError } from '../lib/errors.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { didYouMean } from '../lib/values/nearest.ts';
import { changeJson } from './delivery-text.ts';
import type { DiffCommandOptions } from './diff.ts';
import type { BranchDiff } from './diff-branches.ts';
import type { Palette } from './io.ts';

/** The changes of some apps, of all when none is named. Throws an InputError for an app that no cluster has. */
export function ofApps(changes: readonly ObjectChange[], apps: readonly string[], manifests: readonly Manifest[]): readonly ObjectChange[] {
  if (apps.length === 0) return changes;
  const known = new Set([...manifests, ...changes].map(({ app }) => app));
  const unknown = apps.filter((app) => !known.has(app));
  if (unknown.length > 0)
    throw new InputError(unknown.map((app) => ({ where: `--app ${app}`, what: 'no cluster has this app', fix: didYouMean(app, known) })));
  return changes.filter(({ app }) => apps.includes(app));
}

/** A unified diff of all files, as `git apply` reads it once the colours are off. */
export function diffText(changes: readonly ObjectChange[], color: Palette): string {
  return changes
    .map((change) =>
      unifiedDiff(change)
        .replace(/\n$/, '')
        .split('\n')
        .map((line, index) => colored(line, index, color))
        .join('\n'),
    )
    .join('\n');
}

/** The first two lines of a file's diff are its names, whatever its text looks like. */
function colored(line: string, index: number, color: Palette): string {
  if (index < 2) return color.bold(line);
  if (line.startsWith('@@')) return color.cyan(line);
  if (line.startsWith('+')) return color.green(line);
  if (line.startsWith('-')) return color.red(line);
  return line;
}

/** The same for a program; the shape is in docs/commands.md. */
export function diffJson(
  shown: ReadonlySet<ObjectChange>,
  branches: readonly BranchDiff[],
  { target, folder, 'environment-branches': many }: Pick<DiffCommandOptions, 'target' | 'folder' | 'environment-branches'>,
): string {
  const data = branches.map(({ branch, base, changes }) => ({
    target,
    branch,
    folder,
    base: base ?? null,
    changes: changes.filter((change) => shown.has(change)).map((change) => ({ ...changeJson(change), diff: unifiedDiff(change) })),
  }));
  return JSON.stringify(many ? { branches: data } : data[0], null, 2);
}
