import { HELM_KINDS } from '../../helm.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { parseImage } from '../../images.ts';
import { POD_KINDS } from '../../pods.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { registriesText } from '../../texts/machines.ts';
import type { World } from '../../world.ts';

const VOLUME = 'v1/PersistentVolume';
/** Charts whose values say an NFS server that the node mounts. */
const NFS_CHARTS: Readonly<Record<string, string>> = {
  'nfs-subdir-external-provisioner': 'nfs.server',
  'nfs-client-provisioner': 'nfs.server',
};
/** OpenShift writes this one into the hosts file of its nodes. */
const KNOWN_TO_NODES = /^image-registry\.openshift-image-registry\.svc\b/;

export const nodeResolvesNames = defineRule({
  id: 'node-resolves-names',
  severity: 'error',
  kinds: [...POD_KINDS, VOLUME, ...HELM_KINDS],
  asks: 'What the node itself looks up (registries of images, servers of NFS) has a name that the node knows, not that of a Service.',
  source:
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/; https://github.com/kubernetes/kubernetes/issues/128057',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const namespace = pod?.namespace ?? '';
    if (pod?.provided === true) return;
    for (const { image = '', path } of pod?.containers ?? []) {
      const { registry } = parseImage(image);
      const host = registry.replace(/:\d+$/, '');
      const service = isService(host, namespace, world);
      if (service === undefined || registriesText(world).includes(host)) continue;
      yield {
        path: `${path}.image`,
        message: `the image is pulled from ${registry}, ${service}`,
        why: 'containerd on the node asks the DNS of the node, which does not know Services: the pod stays in ImagePullBackOff ("no such host").',
        fix: 'Name the registry by a host that the machines resolve (an Ingress, or localhost with a NodePort), or tell containerd a mirror for this name.',
      };
    }
    for (const { path, server } of servers(manifest, world)) {
      const service = isService(server, namespace, world);
      if (service === undefined) continue;
      yield {
        path,
        message: `the volume is on the NFS server ${server}, ${service}`,
        why: 'The kubelet mounts it, and asks the DNS of the node, which does not know Services: the pod stays in ContainerCreating ("Failed to resolve server").',
        fix: 'Write an address: give the Service a fixed clusterIP and name that, or name the machine.',
      };
    }
  },
});

function* servers(manifest: WorldObject, world: World): Iterable<{ readonly path: string; readonly server: string }> {
  const pod = world.podTemplate(manifest);
  for (const [index, volume] of itemsAt(pod?.spec, 'volumes').entries()) {
    const server = textAt(volume, 'nfs.server');
    if (server !== undefined) yield { path: `${pod?.specPath ?? 'spec'}.volumes[${index}].nfs.server`, server };
  }
  if (manifest.object.kind === 'PersistentVolume') {
    const server = textAt(fieldsAt(manifest.object, 'spec'), 'nfs.server');
    if (server !== undefined) yield { path: 'spec.nfs.server', server };
  }
  if (!HELM_KINDS.some((kind) => kind.endsWith(`/${manifest.object.kind}`))) return;
  for (const { chart, values } of releasesBy(world, manifest)) {
    const key = Object.hasOwn(NFS_CHARTS, chart) ? (NFS_CHARTS[chart] ?? '') : '';
    const server = key === '' ? undefined : textAt(values, key);
    if (server !== undefined) yield { path: manifest.object.kind === 'HelmValues' ? `values.${key}` : 'spec', server };
  }
}

/** In words, where the name is that of a Service. */
function isService(host: string, namespace: string, world: World): string | undefined {
  if (KNOWN_TO_NODES.test(host)) return undefined;
  if (/^[\w-]+(?:\.[\w-]+)+\.svc(?:\.cluster\.local)?\.?$/.test(host)) return 'a name that only pods resolve';
  const [name = '', place = namespace, more] = host.split('.');
  if (more !== undefined || world.find('v1/Service', place, name) === undefined) return undefined;
  return `which is the Service ${name} of ${place}`;
}
