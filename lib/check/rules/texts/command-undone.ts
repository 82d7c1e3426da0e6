import { WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { targetsOf } from '../../texts/named-in-commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

export const commandUndone = defineRule({
  id: 'command-undone',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW, documentKind('Guide')],
  asks: 'What scripts and guides do by hand is not undone by a controller: numbers that an autoscaler sets, a mesh that Argo CD installs.',
  source:
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/; https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      const found = scaled(command, world) ?? installed(command, world);
      if (found !== undefined) yield { path, ...found, message: `line ${command.line}: ${found.message}` };
    }
  },
});

function scaled(command: Command, world: World): Omit<Issue, 'path'> | undefined {
  if (command.name !== 'kubectl' || plainWords(command, ['-n', '--namespace', '--replicas', '--context'])[0] !== 'scale') return undefined;
  const [target] = targetsOf(command);
  const [written] = optionValues(command, '--replicas');
  const owner = target?.namespace === undefined ? undefined : world.find(target.kind, target.namespace, target.name);
  const scaler = owner === undefined ? undefined : world.scalersOf(owner)[0]?.object;
  // Zero switches the autoscaler off.
  if (scaler === undefined || owner === undefined || written === undefined || !/^[1-9]\d*$/.test(written)) return undefined;
  return {
    message: `it gives ${owner.object.kind} ${owner.object.metadata.name} ${written} replicas, whose number ${scaler.kind} ${scaler.metadata.name} sets`,
    why: 'Within a minute the autoscaler puts its own number back: what was to help for the evening is gone.',
    fix: `Raise minReplicas of ${scaler.metadata.name} in Git.`,
  };
}

/** `istioctl install` over what Argo CD or Flux installs from charts. */
function installed(command: Command, world: World): Omit<Issue, 'path'> | undefined {
  const [verb] = plainWords(command, ['-f', '--filename', '--set', '-s', '--context', '--revision', '-r']);
  if (command.name !== 'istioctl' || !/^(install|upgrade)$/.test(verb ?? '') || command.words.some(({ text }) => text === '--dry-run'))
    return undefined;
  const release = releasesOf(world).find(
    ({ chart, manifest }) => chart === 'istiod' && /^(Application|ApplicationSet|HelmRelease)$/.test(manifest?.object.kind ?? ''),
  );
  if (release === undefined) return undefined;
  return {
    message: `istioctl ${verb ?? ''} puts another control plane over release ${release.name}, which ${release.manifest?.object.kind ?? ''} ${release.manifest?.object.metadata.name ?? ''} installs`,
    why: 'Both write the same objects: settings of one are lost with each sync of the other, and sidecars change their version.',
    fix: `Change the version or values of ${release.name} in Git.`,
  };
}
