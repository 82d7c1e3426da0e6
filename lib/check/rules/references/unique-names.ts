import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { servicePorts } from '../../services.ts';

export const uniqueNames = defineRule({
  id: 'unique-names',
  severity: 'error',
  kinds: [...POD_KINDS, 'v1/Service'],
  asks: 'Containers of a pod, volumes, ports and environment variables each have a name of their own, and each port one container.',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (map keys of its lists)',
  *check(manifest, world) {
    const lists: { path: string; what: string; names: (string | undefined)[]; mild?: boolean }[] = [];
    const ports = servicePorts(manifest.object);
    if (manifest.object.kind === 'Service') {
      lists.push({ path: 'spec.ports', what: 'ports', names: ports.map(({ name }) => name) });
      lists.push({ path: 'spec.ports', what: 'ports', names: ports.map(({ port, protocol }) => `${port}/${protocol}`) });
    }
    const pod = world.podTemplate(manifest);
    if (pod !== undefined) {
      lists.push({ path: `${pod.specPath}.containers`, what: 'containers', names: pod.containers.map(({ name }) => name) });
      lists.push({
        path: `${pod.specPath}.volumes`,
        what: 'volumes',
        names: itemsAt(pod.spec, 'volumes').map((volume) => textAt(volume, 'name')),
      });
      for (const { path, fields, ports: declared } of pod.containers) {
        lists.push({ path: `${path}.ports`, what: 'ports', names: declared.map(({ name }) => name) });
        lists.push({
          path: `${path}.env`,
          what: 'variables',
          names: itemsAt(fields, 'env').map((variable) => textAt(variable, 'name')),
          mild: true,
        });
        lists.push({
          path: `${path}.volumeMounts`,
          what: 'mounts',
          names: itemsAt(fields, 'volumeMounts').map((mount) => textAt(mount, 'mountPath')),
        });
      }
    }
    yield* sharedPorts(pod);
    for (const { path, what, names, mild = false } of lists) {
      for (const twice of new Set(names.filter((name, index) => name !== undefined && names.indexOf(name) !== index))) {
        const why = mild
          ? 'The last one silently wins, and Argo CD shows the object as OutOfSync.'
          : 'The API server refuses the object, and the sync stops there.';
        const message = `two ${what} are called "${String(twice)}"`;
        yield { path, severity: mild ? 'warning' : 'error', message, why, fix: 'Rename or remove one of them.' };
      }
    }
  },
});

/** Containers of a pod have one network: a port is listened on by one of them. */
function* sharedPorts(pod: PodTemplate | undefined): Iterable<Issue> {
  const takers = new Map<string, string>();
  for (const { name, path, ports, init } of pod?.containers ?? []) {
    if (init) continue;
    for (const { port, protocol } of ports) {
      const key = `${port}/${protocol}`;
      const taker = takers.get(key);
      if (taker === undefined) takers.set(key, name);
      if (taker === undefined || taker === name) continue;
      yield {
        path: `${path}.ports`,
        severity: 'warning',
        message: `containers "${taker}" and "${name}" both listen on ${key}`,
        why: 'The containers of a pod share one network: the second to start dies with "address already in use", or the probe asks the wrong one.',
        fix: 'Give one of them another port, in its settings and here.',
      };
    }
  }
}
