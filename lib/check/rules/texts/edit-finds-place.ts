import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { KNOWN_FIELDS } from '../../kustomize/fields.ts';
import { fields, items } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { commandsOf, type FoundCommand } from '../../texts/commands.ts';
import { contentOf, hasKey, keysBelow, standsDeeper } from '../../texts/document-keys.ts';
import { optionValues } from '../../texts/script-calls.ts';
import { objectsAt, workingFolders } from '../../texts/working-folder.ts';
import type { World } from '../../world.ts';

export const editFindsPlace = defineRule({
  id: 'edit-finds-place',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW, documentKind('TextFile')],
  asks: 'What sed and yq change in a file of the tree is a field that the file has.',
  source:
    'https://www.gnu.org/software/sed/manual/sed.html#The-_0022s_0022-Command; https://mikefarah.gitbook.io/yq/operators/assign-update',
  *check(manifest, world) {
    for (const found of commandsOf(manifest, world)) {
      const { command, path } = found;
      const change = command.name === 'sed' ? bySed : command.name === 'yq' ? byYq : undefined;
      if (change === undefined || !command.words.some(({ text }) => /^(?:-\w*i|--in-?place)/.test(text))) continue;
      for (const { file, objects } of filesOf(manifest, found, world)) {
        const issue = change(found, file, objects);
        if (issue !== undefined) yield { path, ...issue };
      }
    }
  },
});

/** Files that the command changes, as far as they are in the tree. */
function filesOf(manifest: WorldObject, found: FoundCommand, world: World) {
  const named = found.command.words.slice(1).flatMap(({ text }) => (/^[\w./-]+\.(?:ya?ml|json)$/.test(text) ? [text] : []));
  const folders = named.length === 0 ? undefined : workingFolders(manifest, found, world);
  return named.flatMap((file) => {
    const objects = folders === undefined ? [] : objectsAt(world, folders, file);
    return objects.length === 0 ? [] : [{ file, objects }];
  });
}

type Fault = Omit<Issue, 'path'>;

/** `s|image: .*|image: …|`: the key in front of the pattern. */
function bySed({ command }: FoundCommand, file: string, objects: readonly WorldObject[]): Fault | undefined {
  const keys = command.words.flatMap(({ text }) => {
    const [, , pattern = ''] = /^(?:\/[^/]*\/\s*)?s([|#,/@~!])(.*?)(?<!\\)\1/.exec(text) ?? [];
    return /^\^?\\?\(?(?:\s|\\s[*+]|\[\[:(?:space|blank):\]\][*+]?|\*|-)*([A-Za-z][\w-]*):/.exec(pattern)?.[1] ?? [];
  });
  const missing = keys.find((key) => !objects.some(({ object }) => hasKey(object, key)));
  if (keys.length === 0 || missing === undefined) return undefined;
  const known = new Set(objects.flatMap(({ object }) => [...keysBelow(object)]));
  return {
    message: `line ${command.line}: sed looks for "${missing}:" in ${file}, which has no such field`,
    why: 'sed changes nothing and reports no error: the step is green, and what is delivered stays the old one.',
    fix: known.has('newTag') && missing === 'image' ? 'Run "kustomize edit set image", or look for newTag.' : near(missing, known),
  };
}

/** `.images[0].newTag = "v2"`: each step of the path. */
function byYq({ command }: FoundCommand, file: string, objects: readonly WorldObject[]): Fault | undefined {
  if (optionValues(command, '-n', '--null-input').length > 0) return undefined;
  const expression = command.words.slice(1).find(({ text }) => /^\(?\.[\w"[]/.test(text))?.text ?? '';
  if (/\b(?:select|with|reduce|env\(\.|del|documentIndex|di\b)/.test(expression)) return undefined;
  for (const [, path = ''] of expression.matchAll(/(?:^|[|;]\s*)\(?((?:\.?\[?"?[A-Za-z_][\w-]*"?\]?|\[\d*\])+)\)?\s*\|?=(?!=)/g)) {
    const steps = [...path.matchAll(/[A-Za-z_][\w-]*|\[\d*\]/g)].map(([step]) => step);
    const [first = ''] = steps;
    const known = new Set(objects.flatMap(({ object }) => Object.keys(fields(contentOf(object)))));
    const isBuilt = objects.every(({ object }) => object.apiVersion.startsWith('kustomize.config.k8s.io/'));
    const missing = isBuilt ? !KNOWN_FIELDS.has(first) : !known.has(first) && standsDeeper(objects, steps);
    const list = objects.map(({ object }) => items(fields(contentOf(object))[first])).find((each) => each.length > 0) ?? [];
    const index = /^\[(\d+)\]$/.exec(steps[1] ?? '')?.[1];
    const beyond = isBuilt && index !== undefined && list.length > 0 && Number(index) >= list.length;
    if (!missing && !beyond) continue;
    return {
      message: `line ${command.line}: yq writes ${path} into ${file}, which has ${beyond ? `${list.length} ${first}` : `no field ${first}`}`,
      why: 'yq adds what is not there: the value stands where nobody reads it, and what is delivered stays the old one.',
      fix: beyond ? 'Choose the entry by its name: (.images[] | select(.name == "…")).' : near(first, known),
    };
  }
  return undefined;
}

function near(name: string, known: ReadonlySet<string>): string {
  const close = nearName(name, known);
  return close === undefined ? `Name a field of the file: ${[...known].slice(0, 6).join(', ')}.` : `Did you mean "${close}"?`;
}
