import { WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { selfHeals } from '../../installers.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';

import type { World } from '../../world.ts';

const VALUED = [
  '-n',
  '--namespace',
  '--context',
  '--kubeconfig',
  '-p',
  '--patch',
  '--type',
  '--replicas',
  '--to-revision',
  '-c',
  '--timeout',
];
/** Short names of kinds, as kubectl takes them. */
const KINDS: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  sts: 'statefulset',
  ds: 'daemonset',
  cm: 'configmap',
  svc: 'service',
  vs: 'virtualservice',
};

export const scriptRespectsGitops = defineRule({
  id: 'script-respects-gitops',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW],
  asks: 'A script or workflow changes what Argo CD delivers in Git, not in the cluster.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-self-healing; seed 002, L-19; seed 003, L13',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl') continue;
      const written = plainWords(command, VALUED);
      // `kubectl argo rollouts set image web nginx=…` is about a Rollout.
      const rollouts = written[0] === 'argo' && written[1] === 'rollouts';
      const [verb = '', ...rest] = rollouts ? [written[2] ?? '', written[3] ?? '', `rollout/${written[4] ?? ''}`] : written;
      if (rollouts && (verb !== 'set' || rest[0] !== 'image')) continue;
      const doing = verb === 'rollout' ? `rollout ${rest[0] ?? ''}` : verb;
      if (!/^(edit|patch|scale|set|autoscale|rollout undo)$/.test(doing)) continue;
      // `kubectl set image deployment/web app=…` has its own verb before the object.
      const [first = '', second] = verb === 'rollout' || verb === 'set' ? rest.slice(1) : rest;
      const [kind = '', name = second ?? ''] = first.split('/');
      const namespace = optionValues(command, '-n', '--namespace')[0];
      const found = delivered(world).get(`${KINDS[kind] ?? kind.replace(/s$/, '')}/${name}`);
      const fits =
        found !== undefined && (namespace === undefined || namespace.includes('$') || namespace === found.object.metadata.namespace);
      // How many there are may be left to a person where an autoscaler is, and Argo CD ignores the number.
      if (!fits || (/^(scale|autoscale)$/.test(doing) && world.scalersOf(found).length > 0)) continue;
      yield {
        path,
        message: `line ${command.line}: kubectl ${doing} changes ${found.object.kind} ${name}, which an Application with selfHeal puts back`,
        why: 'Within minutes Argo CD makes it what Git says: the fix or the rollback is gone while everybody believes in it.',
        fix: 'Change it in Git (git revert for a rollback), or switch automated sync off first.',
      };
    }
  },
});

/** Objects that Applications install and heal, by kind in lower case and name. */
function delivered(world: World): ReadonlyMap<string, WorldObject> {
  return world.once('objects that heal', () => {
    const map = new Map<string, WorldObject>();
    for (const installer of world.everywhere.installers()) {
      if (!selfHeals(installer)) continue;
      for (const each of world.everywhere.installedBy(installer))
        map.set(`${each.object.kind.toLowerCase()}/${each.object.metadata.name}`, each);
    }
    return map;
  });
}
