import type { WorldObject } from '../rule.ts';
import { folderOf } from './inputs.ts';
import { below, meantBy, type Inputs } from './inputs.ts';
import { writtenPaths } from './written.ts';

/** `# - ../prometheus`, `#- path: manager_patch.yaml` */
const ENTRY = /^[ \t]*#+[ \t]*-[ \t]+(?:path:[ \t]+)?["']?([\w./-]+)["']?[ \t]*(?:#.*)?$/gm;

interface Commented {
  readonly kustomizations: readonly WorldObject[];
  readonly inputs: Inputs;
  readonly folders: ReadonlySet<string>;
  readonly textOf: (file: string) => string | undefined;
}

/** Folders of kustomizations, and files, that a kustomization would take in, were the entry no comment. */
export function commentedOut({ kustomizations, inputs, folders, textOf }: Commented): ReadonlySet<string> {
  return new Set(
    kustomizations.flatMap((each) =>
      [...(textOf(each.file ?? '') ?? '').matchAll(ENTRY)].flatMap(([, written = '']) => {
        const { is, path } = meantBy(folderOf(each), written, inputs, folders);
        return is === 'file' || (is === 'kustomization' && path !== folderOf(each)) ? [path] : [];
      }),
    ),
  );
}

/** What people apply by hand, before and beside a build: a comment in its place says no more than that. */
const BEFOREHAND = /^(?:Namespace|Secret|SealedSecret|ExternalSecret|StorageClass|PersistentVolume|CustomResourceDefinition)$/;

/** Objects of files that are commented out, that no build takes in and nobody applies by hand. */
export function isSwitchedOff({ file = '', object }: WorldObject, commented: ReadonlySet<string>, texts: readonly string[]): boolean {
  if (!commented.has(file) || BEFOREHAND.test(object.kind)) return false;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return !texts.some((text) => text.includes(name));
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
