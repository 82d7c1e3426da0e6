import { configReferences } from '../../config-references.ts';
import { DOCUMENT } from '../../document.ts';
import { releasesInto } from '../../hosts/releases.ts';
import type { PodTemplate } from '../../pods.ts';
import { fields, strings, textAt } from '../../read.ts';
import { isSample } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { givenRoles } from '../../security/bindings.ts';
import type { World } from '../../world.ts';

const KINDS = ['v1/ConfigMap', 'v1/ServiceAccount'] as const;

export const objectUsed = defineRule({
  id: 'object-used',
  severity: 'warning',
  kinds: [...KINDS],
  asks: 'A ConfigMap or ServiceAccount that is named after a workload beside it is used by something.',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps; seed 002, D-13',
  *check(manifest, world) {
    const { kind, metadata } = manifest.object;
    const namespace = metadata.namespace ?? '';
    if (!isPlain(manifest) || isSample(manifest.file)) return;
    const pod = namesakeOf(world, namespace, metadata.name);
    const workload = pod === undefined ? undefined : `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`;
    // Beside charts and operators somebody may read it whom the tree does not show.
    if (pod === undefined || workload === undefined || releasesInto(world, namespace).length > 0 || mayRead(pod, manifest)) return;
    if (kind === 'ServiceAccount' && (textAt(pod.spec, 'serviceAccountName') ?? 'default') !== 'default') return;
    // Last, as all objects are read for it.
    if (mentioned(world).has(`${kind} ${metadata.name}`)) return;
    const binding = kind === 'ServiceAccount' ? bindings(world).get(metadata.name) : undefined;
    // A pipeline that delivers the workload may hold a token of it.
    const isOwn = metadata.name.replace(/-(?:sa|account|service-?account)$/, '') === pod.owner.object.metadata.name;
    yield {
      path: 'metadata.name',
      ...(binding !== undefined && !isOwn ? { severity: 'info' as const } : {}),
      message:
        kind === 'ConfigMap'
          ? `nothing mounts or reads ConfigMap ${metadata.name}, though ${workload} runs beside it`
          : `no pods run as ServiceAccount ${metadata.name}, ${binding === undefined ? 'and no binding names it' : `to which ${binding} gives rights`}, though ${workload} runs beside it`,
      why:
        kind === 'ConfigMap'
          ? 'What it says is in force nowhere: the program starts with what its image has, and whoever changes the file changes nothing.'
          : 'The pods run as the account default: rights, and roles of a cloud, that are given to the other one never reach them.',
      fix:
        kind === 'ConfigMap'
          ? `Mount it into ${workload}, or remove it.`
          : `Set serviceAccountName: ${metadata.name} in ${workload}, or remove it.`,
    };
  },
});

/** Others find objects by such words: sidecars of Grafana, Argo CD, operators that look for labels. */
function isPlain({ object }: WorldObject): boolean {
  const words = [...Object.keys(fields(object.metadata.labels)), ...Object.keys(fields(object.metadata.annotations))];
  return words.every((each) =>
    /^(?:app|name|component|tier|team|owner|env|version|app\.kubernetes\.io\/(?!part-of)[\w-]+|helm\.sh\/chart)$/.test(each),
  );
}

/** Kinds and names that stand anywhere but as the name of an object: in references, in commands, in configuration. */
function mentioned(world: World): ReadonlySet<string> {
  return world.once('names of configs and accounts that are mentioned', () => {
    const names = new Set(KINDS.flatMap((kind) => world.ofKind(kind).map(({ object }) => object.metadata.name)));
    const found = new Set<string>();
    for (const { object } of world.objects) {
      // Rights are of use to an account that pods run as.
      if (BINDING.test(object.kind)) continue;
      for (const { path, value } of strings(object)) {
        if (path === 'metadata.name') continue;
        const words = names.has(value) ? [value] : /[^\w.-]/.test(value) ? value.split(/[^\w.-]+/) : [];
        // A label, a container or an image may be called like an account.
        const isAccount = object.apiVersion === DOCUMENT || /service-?account/i.test(path) || /service-?account/i.test(value);
        for (const word of words) {
          if (!names.has(word)) continue;
          found.add(`ConfigMap ${word}`);
          if (isAccount) found.add(`ServiceAccount ${word}`);
        }
      }
    }
    return found;
  });
}

const BINDING = /^(?:Cluster)?RoleBinding$/;

/** By the name of an account, one that binds it to a role. */
function bindings(world: World): ReadonlyMap<string, string> {
  return world.once('bindings by the name of their account', () => {
    const found = new Map<string, string>();
    for (const { binding, subject } of givenRoles(world))
      found.set(textAt(subject, 'name') ?? '', `${binding.object.kind} ${binding.object.metadata.name}`);
    return found;
  });
}

/** Programs that ask the API server for the ConfigMap of their own name, and references that are filled in later. */
function mayRead(pod: PodTemplate, { object }: WorldObject): boolean {
  const isOwn = object.metadata.name === pod.owner.object.metadata.name;
  const isSpring = Object.keys(fields(object['data'])).some((each) => /^application(?:-[\w-]+)?\.(?:ya?ml|properties)$/.test(each));
  return (isOwn && isSpring) || configReferences(pod).some(({ name }) => /[${}]/.test(name));
}

/** The workload whose name it begins with: `postgres` for `postgres-init`. */
function namesakeOf(world: World, namespace: string, name: string): PodTemplate | undefined {
  const own = world.once('workloads by namespace and name', () => {
    const found = new Map<string, PodTemplate>();
    for (const pod of world.podTemplates())
      if (/^(?:Deployment|StatefulSet|DaemonSet|Rollout)$/.test(pod.owner.object.kind))
        found.set(`${pod.namespace}/${pod.owner.object.metadata.name}`, pod);
    return found;
  });
  const parts = name.split('-');
  for (let end = parts.length; end > 0; end--) {
    const workload = own.get(`${namespace}/${parts.slice(0, end).join('-')}`);
    if (workload !== undefined) return workload;
  }
  return undefined;
}
