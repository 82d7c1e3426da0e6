import { WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { nearPath, pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { comesFromElsewhere, givenFiles, goesElsewhere, isInTree, isOutside } from '../../texts/given-files.ts';
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
    for (const { path, command, around } of commandsOf(manifest, world)) {
      const files = givenFiles(command);
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
          (manifest.object.kind !== 'Workflow' && isOutside(world, folder, target)) ||
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

function writtenIn({ object }: WorldObject): string {
  return textAt(object, 'text') ?? JSON.stringify(object['workflow'] ?? '').replaceAll('\\n', '\n');
}
