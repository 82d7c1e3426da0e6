import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { servicePorts } from '../../services.ts';

export const uniqueNames = defineRule({
  id: 'unique-names',
  severity: 'error',
  kinds: [...POD_KINDS, 'v1/Service'],
  asks: 'Containers of a pod, volumes, ports and environment variables each have a name of their own.',
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
