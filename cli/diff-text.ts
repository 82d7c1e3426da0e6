import type { ObjectChange } from '../lib/deliver/object-change.ts';
import { unifiedDiff } from '../lib/deliver/unified.ts';
import { InputError } from '../lib/errors.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { didYouMean } from '../lib/values/nearest.ts';
import type { TargetOptions } from './delivery.ts';
import { changeJson } from './delivery-text.ts';
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
export function diffJson(changes: readonly ObjectChange[], base: string | undefined, { target, branch, folder }: TargetOptions): string {
  const shown = changes.map((change) => ({ ...changeJson(change), diff: unifiedDiff(change) }));
  return JSON.stringify({ target, branch, folder, base: base ?? null, changes: shown }, null, 2);
}
