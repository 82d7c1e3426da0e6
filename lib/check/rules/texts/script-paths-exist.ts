import { WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { nearPath, pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import type { Command } from '../../texts/shell.ts';
import { comesFromElsewhere, givenFiles, goesElsewhere, isInTree, isOutside } from '../../texts/given-files.ts';
import type { World } from '../../world.ts';
import { literal } from '../../../values/literal.ts';

export const scriptPathsExist = defineRule({
  id: 'script-paths-exist',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW, documentKind('TextFile'), documentKind('Guide')],
  asks: 'The manifests, values files and folders that scripts, workflows and guides apply stand in the tree.',
  source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/; seed 003, M3',
  *check(manifest, world) {
    const { file } = manifest;
    if (file === undefined || world.everywhere.files === undefined) return;
    const folder = manifest.object.kind === 'Workflow' ? '' : folderOf(manifest);
    const written = writtenIn(manifest);
    const rooted = isRooted(manifest, folder, world);
    for (const { path, command, around } of commandsOf(manifest, world)) {
      const files = [...givenFiles(command), ...configurations(command, world)];
      if (files.length === 0 || goesElsewhere(around) || comesFromElsewhere(manifest)) continue;
      for (const each of files) {
        const given = (each.includes('=') ? (each.split('=').at(-1) ?? '') : each).replace(/^\.\//, '');
        const target = given.replace(/\/$/, '');
        // Readers of a guide write the file themselves, or have it from the page before.
        if (manifest.object.kind === 'Guide' && !pathsOf(world).has(target.split('/')[0] ?? '') && !target.startsWith('..')) continue;
        if (
          each.includes('://') ||
          !/^(\.\.\/)*[\w][\w./-]*$/.test(target) ||
          (!given.includes('/') && !/\.(ya?ml|json)$/.test(target)) ||
          isInTree(world, folder, target) ||
          (manifest.object.kind !== 'Workflow' && !rooted && isOutside(world, folder, target)) ||
          new RegExp(`(>|-o|cp\\s\\S+|tee|mkdir|clone)\\s*\\S*${literal(target)}`).test(written)
        )
          continue;
        const near = nearPath(world, target);
        yield {
          path,
          message: `line ${command.line}: ${command.name} is given ${target}, which is not in the tree`,
          why: 'The command fails, and with it the installation, or what it should have applied is left out.',
          fix: near === undefined ? 'Name a file that exists, or add it.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** Options whose file a program writes, or that is a secret and kept elsewhere. */
const NOT_READ =
  /out|write|dest|report|cache|log|result|state|save|dump|export|secret|key|cert|token|kubeconfig|env|tmp|temp|url|path|dir|name|target|prefix/;

/** `--pipeline detection/pipelines/site.yml`: files beside others of the tree that an option names. */
function configurations({ name, words }: Command, world: World): readonly string[] {
  if (name in OWN_RULES || name === 'echo') return [];
  return words.flatMap(({ text }, index) => {
    const [option, joined] = text.startsWith('--') ? text.split('=') : [words[index - 1]?.text ?? '', text];
    if (!option?.startsWith('--') || joined === undefined || option.includes('=') || NOT_READ.test(option)) return [];
    const file = joined.replace(/^\.\//, '');
    const isFile = /^[\w][\w.-]*(?:\/[\w.-]+)+\.(?:ya?ml|rego|sql|hcl|toml|conf)$/.test(file);
    return isFile && pathsOf(world).has(file.slice(0, file.lastIndexOf('/'))) && !hasSample(file, world) ? [file] : [];
  });
}

/** `hosts.example.yml` beside it is copied and filled in: the file itself stays out of Git. */
function hasSample(file: string, world: World): boolean {
  const [, stem = '', end = ''] = /^(.*)(\.\w+)$/.exec(file) ?? [];
  return ['example', 'sample', 'template', 'dist', 'tpl'].some((word) =>
    [`${stem}.${word}${end}`, `${stem}-${word}${end}`, `${file}.${word}`].some((each) => pathsOf(world).has(each)),
  );
}

/** Programs whose options are read one by one. */
const OWN_RULES: Readonly<Record<string, true>> = {
  helm: true,
  kubectl: true,
  docker: true,
  curl: true,
  git: true,
  wget: true,
  cp: true,
  mv: true,
};

/** Most other files that it names are found from where it runs: then the tree has the whole repository, and no part of it. */
function isRooted(manifest: WorldObject, folder: string, world: World): boolean {
  const named = commandsOf(manifest, world).flatMap(({ command }) => givenFiles(command).map((each) => each.replace(/^\.\//, '')));
  const deep = named.filter((each) => /^[\w][\w.-]*\/[\w./-]*$/.test(each));
  const found = deep.filter((each) => isInTree(world, folder, each.replace(/\/$/, '')));
  return found.length > 1 && found.length * 2 >= deep.length;
}

function writtenIn({ object }: WorldObject): string {
  return textAt(object, 'text') ?? JSON.stringify(object['workflow'] ?? '').replaceAll('\\n', '\n');
}
