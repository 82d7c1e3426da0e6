import { WORKLOADS } from '../../hosts/chart-workloads.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { writtenSources } from '../../installers.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { scriptedHelm } from '../../texts/helm-calls.ts';
import { installsElsewhere, madeByHand } from '../../texts/made-elsewhere.ts';
import { targetsOf } from '../../texts/named-in-commands.ts';
import type { World } from '../../world.ts';

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

export const commandReleaseRuns = defineRule({
  id: 'command-release-runs',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'The workloads of charts that commands wait for or speak to are called as the chart calls them, and are of that kind.',
  source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/; https://helm.sh/docs/chart_best_practices/conventions/',
  *check(manifest, world) {
    for (const { path, command, around } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl' || command.tested || command.next === '||') continue;
      for (const { kind: written, name, namespace } of targetsOf(command)) {
        const kind = written.slice(written.lastIndexOf('/') + 1);
        if (namespace === undefined || !KINDS.includes(kind)) continue;
        const made = madeIn(world, namespace);
        if (made.size === 0 || made.get(name)?.has(kind) === true || isOther(world, namespace, name)) continue;
        const others = around.filter((each) => each.name !== 'helm');
        if (madeByHand(around, name) || installsElsewhere(others) || scriptedHelm(world).open.releases) continue;
        const own = made.get(name);
        const near = own === undefined ? nearName(name, made.keys()) : undefined;
        if (own === undefined && near === undefined) continue;
        yield {
          path,
          message: `line ${command.line}: ${namespace}/${name} is ${own === undefined ? `no ${kind} of the charts that are installed there` : `a ${[...own].join(' or a ')}, not a ${kind}`}`,
          why: 'The command ends with "NotFound": the script stops there, or goes on before what it waits for is ready.',
          fix: own === undefined ? `Did you mean "${near ?? ''}"?` : `Write ${[...own][0]?.toLowerCase() ?? ''}/${name}.`,
        };
      }
    }
  },
});

/** Names and kinds of what charts run in a namespace; empty where that is not all known. */
function madeIn(world: World, namespace: string): ReadonlyMap<string, ReadonlySet<string>> {
  return world.once(`workloads of charts in ${namespace}`, () => {
    const found = new Map<string, Set<string>>();
    const releases = releasesOf(world).filter((each) => each.namespace === namespace);
    // A folder, here or in another repository, may bring more than the charts do.
    const filled = world
      .installers()
      .some(
        (each) => each.namespace === namespace && writtenSources(each.spec, '').some(({ value }) => textAt(value, 'path') !== undefined),
      );
    if (filled || releases.some(({ chart, open }) => open === true || WORKLOADS[chart] === undefined)) return found;
    for (const release of releases) {
      for (const { kind, name } of WORKLOADS[release.chart]?.(release) ?? []) found.set(name, (found.get(name) ?? new Set()).add(kind));
    }
    return found;
  });
}

/** The tree has it itself. */
function isOther(world: World, namespace: string, name: string): boolean {
  return ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', 'argoproj.io/v1alpha1/Rollout'].some(
    (kind) => world.find(kind, namespace, name) !== undefined || world.find(kind, '', name) !== undefined,
  );
}
