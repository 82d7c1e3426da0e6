import { documentKind } from '../document.ts';
import { parentFolder } from '../folder.ts';
import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** Whether a variable gets its value as an option, as a variable of the run, or from a file that is read by itself. */
export function isGivenAValue(name: string, words: readonly string[], { object }: WorldObject, home: string, world: World): boolean {
  if (words.some((word) => word.includes(`${name}=`))) return true;
  const around = textAt(object, 'text') ?? JSON.stringify(object['workflow'] ?? '');
  if (new RegExp(`TF_VAR_${name}\\b|TF_CLI_ARGS|tfvars|TF_WORKSPACE|TF_TOKEN`).test(around)) return true;
  return [...(world.everywhere.files ?? [])].some(
    (file) =>
      parentFolder(file) === (home === '' ? '.' : home) &&
      /(?:^|\/)(?:terraform\.tfvars(?:\.json)?|[^/]*\.auto\.tfvars(?:\.json)?)$/.test(file),
  );
}

/** Whether the values of a folder are kept by a service, beside its state. */
export function keepsValues(home: string, world: World): boolean {
  const kept = world.once('terraform in the cloud', () => {
    const found = new Set<string>();
    for (const { object, file = '' } of world.ofKind(documentKind('TextFile')))
      if (file.endsWith('.tf') && /\bcloud\s*\{|\bbackend\s+"remote"/.test(textAt(object, 'text') ?? '')) found.add(parentFolder(file));
    return found;
  });
  return kept.has(home === '' ? '.' : home);
}
