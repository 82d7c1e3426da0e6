import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { pathFrom, pathsOf } from '../../paths.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { contextsAsked } from '../../texts/contexts.ts';
import { givenFiles } from '../../texts/given-files.ts';
import { optionValues } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';
import { literal } from '../../../values/literal.ts';

/** Values that say of which cluster a release is. */
const OWN = [
  'cluster.name',
  'global.multiCluster.clusterName',
  'prometheus.prometheusSpec.externalLabels.cluster',
  'externalLabels.cluster',
];

export const scriptValuesOwn = defineRule({
  id: 'script-values-own',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Guide')],
  asks: 'What a script installs into a cluster are the files and names of that cluster, where each cluster has its own.',
  source: 'https://helm.sh/docs/helm/helm_upgrade/; seed 004, section 21, M2',
  *check(manifest, world) {
    const commands = commandsOf(manifest, world);
    const all = new Set(commands.flatMap(({ command }) => contextsAsked(command)));
    if (all.size < 2) return;
    let chosen: string | undefined;
    for (const { command, path } of commands) {
      const [context = chosen] = contextsAsked(command);
      if (command.words.some(({ text }) => text === 'use-context')) chosen = context;
      if (context === undefined || !/^(helm|kubectl|kustomize|istioctl|cilium)$/.test(command.name)) continue;
      const others = [...all].filter((each) => each !== context);
      for (const given of givenFiles(command)) {
        const other = others.find((each) => named(given, each) && !named(given, context));
        const own = other === undefined ? undefined : given.replaceAll(other, context);
        if (other === undefined || own === undefined || !isThere(world, manifest, own) || !isThere(world, manifest, given)) continue;
        yield {
          path,
          message: `${command.name} speaks to ${context}, and is given ${given}, which is for ${other}; there is ${own}`,
          why: `${context} gets the names, addresses and numbers of ${other}: two clusters pretend to be one, and what joins them breaks in both.`,
          fix: `Write ${own}.`,
        };
      }
      yield* stated(command, path, context, others);
    }
  },
});

/** `--set cluster.name=app1` in a call for app2. */
function* stated(command: Command, path: string, context: string, others: readonly string[]) {
  for (const set of optionValues(command, '--set', '--set-string').flatMap((each) => each.split(','))) {
    const [key = '', value = ''] = set.split('=');
    if (!OWN.includes(key) || !others.includes(value)) continue;
    yield {
      path,
      message: `${command.name} speaks to ${context}, and sets ${key}=${value}, which is another cluster`,
      why: `${context} calls itself ${value}: two clusters pretend to be one, and what joins them breaks in both.`,
      fix: `Write ${key}=${context}.`,
    };
  }
}

/** `values/cilium-app1.yaml`, `dist/app1/`: the name stands as a word of its own. */
function named(path: string, cluster: string): boolean {
  return new RegExp(`(^|[/._-])${literal(cluster)}(?=[/._-]|$)`).test(path);
}

function isThere(world: World, manifest: WorldObject, given: string): boolean {
  const path = given.replace(/^\.\//, '').replace(/\/$/, '');
  return pathsOf(world).has(path) || pathsOf(world).has(pathFrom(folderOf(manifest), path) ?? '-');
}
