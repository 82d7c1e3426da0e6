import { chartFolders, joinedValues } from '../../charts/joined.ts';
import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';
import { parentFolder } from '../../folder.ts';

export const helmValuesUsed = defineRule({
  id: 'helm-values-used',
  severity: 'info',
  kinds: [documentKind('HelmValues')],
  asks: 'A file of chart values is handed to a chart by something of the tree.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#values-files; seed 002, D-08',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (object['part'] === true || textAt(object, 'release') !== undefined || chartFolders(world).has(parentFolder(file))) return;
    const [joined] = joinedValues(world).get(manifest) ?? [];
    const name = file.slice(file.lastIndexOf('/') + 1);
    // Where nothing installs charts, values are for somebody's hands.
    if (joined === undefined || releasesOf(world).length === 0 || mentioned(world, name)) return;
    const installed = releasesOf(world).find(({ chart }) => chart === joined.chart);
    yield {
      path: 'values',
      message:
        installed === undefined
          ? `these look like values of ${joined.chart}, and nothing here installs it`
          : `these look like values of ${joined.chart}, and release ${installed.name} in "${installed.namespace}" is installed without them`,
      why: 'What is written here has no effect: whoever changes it waits for something that never comes.',
      fix:
        installed === undefined
          ? 'Install the chart with this file, or remove it.'
          : 'Name the file where the chart is installed, or remove it.',
    };
  },
});

/** Files that texts of the tree name: scripts, workflows, Terraform, Applications with templates. */
function mentioned(world: World, name: string): boolean {
  const texts = world.once('texts that may name values', () => {
    const kinds = [documentKind('Script'), documentKind('TextFile'), documentKind('Workflow'), documentKind('Config')];
    const objects = [...kinds.flatMap((kind) => world.ofKind(kind)), ...world.everywhere.installers().map(({ manifest }) => manifest)];
    return objects.map(({ object }) => JSON.stringify(object)).join('\n');
  });
  return texts.includes(name);
}
