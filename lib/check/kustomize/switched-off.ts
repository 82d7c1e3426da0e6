import type { WorldObject } from '../rule.ts';
import { folderOf } from './build.ts';
import { below, meantBy, type Inputs } from './inputs.ts';
import { writtenPaths } from './written.ts';

/** `# - ../prometheus` */
const ENTRY = /^[ \t]*#+[ \t]*-[ \t]+["']?([\w./-]+)["']?[ \t]*$/gm;

interface Commented {
  readonly kustomizations: readonly WorldObject[];
  readonly inputs: Inputs;
  readonly folders: ReadonlySet<string>;
  readonly textOf: (file: string) => string | undefined;
}

/** Folders of kustomizations that another one would take in, were the entry no comment. */
export function commentedOut({ kustomizations, inputs, folders, textOf }: Commented): ReadonlySet<string> {
  return new Set(
    kustomizations.flatMap((each) =>
      [...(textOf(each.file ?? '') ?? '').matchAll(ENTRY)].flatMap(([, written = '']) => {
        const meant = meantBy(folderOf(each), written, inputs, folders);
        return meant.is === 'kustomization' && meant.path !== folderOf(each) ? [meant.path] : [];
      }),
    ),
  );
}

/** What kustomizations take in, also by way of others: files, and their own. */
export function filesOf(kustomizations: readonly WorldObject[], inputs: Inputs): ReadonlySet<string> {
  const files = new Set<string>();
  const walk = (each: WorldObject): void => {
    const { file = '' } = each;
    if (files.has(file)) return;
    files.add(file);
    for (const { written } of writtenPaths(each.object)) {
      const path = below(folderOf(each), written) ?? '';
      const inner = inputs.kustomization(path);
      if (inner !== undefined) walk(inner);
      else if (inputs.files.has(path)) files.add(path);
    }
  };
  for (const each of kustomizations) walk(each);
  return files;
}
