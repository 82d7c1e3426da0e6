import { WORKFLOW } from '../../delivery/workflows.ts';
import { ignoreEntries, ignores, isAbout } from '../../ignore.ts';
import { selfHeals } from '../../installers.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { literalOf, optionValues, plainWords } from '../../texts/script-calls.ts';
import { SCRIPT_KINDS } from '../../texts/scripts.ts';
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
  kinds: [...SCRIPT_KINDS, WORKFLOW],
  asks: 'A script, a job or a workflow changes what Argo CD delivers in Git, not in the cluster.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-self-healing; seed 002, L-19; seed 003, L13',
  *check(manifest, world) {
    for (const { path, command, around } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl') continue;
      const written = plainWords(command, VALUED).map((word) => literalOf(word, around));
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
      const fits = found !== undefined && (namespace === undefined || namespace.includes('$') || namespace === found.namespace);
      // How many there are may be left to a person where an autoscaler is, and Argo CD ignores the number.
      if (!fits || (/^(scale|autoscale)$/.test(doing) && (found.free || world.scalersOf(found.manifest).length > 0))) continue;
      yield {
        path,
        message: `line ${command.line}: kubectl ${doing} changes ${found.manifest.object.kind} ${name}, which an Application with selfHeal puts back`,
        why: 'Within minutes Argo CD makes it what Git says: the fix or the rollback is gone while everybody believes in it.',
        fix: 'Change it in Git (git revert for a rollback), or switch automated sync off first.',
      };
    }
  },
});

interface Delivered {
  readonly manifest: WorldObject;
  readonly namespace: string | undefined;
  /** Argo CD passes over how many there are. */
  readonly free: boolean;
}

/** Objects that Applications install and heal, by kind in lower case and name. */
function delivered(world: World): ReadonlyMap<string, Delivered> {
  return world.once('objects that heal', () => {
    const map = new Map<string, Delivered>();
    for (const installer of world.everywhere.installers()) {
      if (!selfHeals(installer)) continue;
      const entries = ignoreEntries(installer).filter((entry) => ignores(entry, '/spec/replicas'));
      for (const manifest of world.everywhere.installedBy(installer)) {
        const { kind, metadata } = manifest.object;
        const free = entries.some((entry) => isAbout(entry, manifest));
        map.set(`${kind.toLowerCase()}/${metadata.name}`, { manifest, namespace: metadata.namespace ?? installer.namespace, free });
      }
    }
    return map;
  });
}
