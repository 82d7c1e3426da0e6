import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { at, fields, fieldsAt, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isNodeProgram } from '../../security/agents.ts';

export const noNodeStorage = defineRule({
  id: 'no-node-storage',
  severity: 'error',
  kinds: [...POD_KINDS, 'v1/PersistentVolume'],
  asks: 'Applications keep no data on the disk of one node or on NFS; only the agents of a DaemonSet look into their node.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath; seed 002, L-11',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const agent = manifest.object.kind === 'DaemonSet';
    const places =
      pod === undefined
        ? [{ path: 'spec', source: fieldsAt(manifest.object, 'spec'), name: manifest.object.metadata.name }]
        : items(pod.spec['volumes']).map((volume, index) => ({
            path: `${pod.specPath}.volumes[${index}]`,
            source: fields(volume),
            name: text(fields(volume)['name']) ?? '',
          }));
    for (const { path, source, name } of places) {
      const hostPath = textAt(source, 'hostPath.path');
      if (hostPath !== undefined && !OF_THE_SYSTEM.test(hostPath) && !agent && !(pod !== undefined && isNodeProgram(pod))) {
        const why =
          "The data is on one machine: the pod cannot follow when that node fails or is drained, starts empty elsewhere, and can read the node's own files.";
        yield {
          path: `${path}.hostPath`,
          severity: world.facts.whole === true ? 'error' : manifest.object.kind === 'PersistentVolume' ? 'info' : 'warning',
          // What is only read (certificates, the time zone) is not kept there.
          ...((pod !== undefined && isReadOnly(pod, name)) || OF_THE_NETWORK.test(hostPath) ? { severity: 'info' as const } : {}),
          message: `volume "${name}" is the folder ${hostPath} of whatever node the pod runs on`,
          why,
          fix: 'Use a PersistentVolumeClaim, or put the files into the image or a ConfigMap.',
        };
      }
      const server = textAt(source, 'nfs.server');
      if (server !== undefined) {
        const why = 'One server holds it all: when it is slow every pod is, when it is gone they hang, and databases lose locks.';
        yield {
          path: `${path}.nfs`,
          // Many have nothing else, and live with it.
          severity: world.facts.whole === true ? 'error' : 'info',
          message: `volume "${name}" is on the NFS server ${server}`,
          why,
          fix: 'Use a PersistentVolumeClaim of a replicated storage class.',
        };
      }
    }
  },
});

/** Sockets, devices and programs of the node: used there, and no place for data. */
const OF_THE_SYSTEM =
  /^\/(run|var\/run|dev|sys|proc|usr|s?bin|lib|lib64|lib\/modules|etc\/(localtime|timezone|machine-id|os-release|hosts|resolv\.conf|ssl|pki|kubernetes|cni))(\/|$)/;

/** What is called so is one server's folder, mounted on every node. */
const OF_THE_NETWORK = /(^|\/)(nas|nfs|smb|cifs|samba|ceph(fs)?|gluster(fs)?|lustre|efs)([-_]?\w*)?(\/|$)/i;

function isReadOnly(pod: PodTemplate, name: string): boolean {
  const mounts = pod.containers
    .flatMap((container) => itemsAt(container.fields, 'volumeMounts'))
    .filter((mount) => textAt(mount, 'name') === name);
  return mounts.length > 0 && mounts.every((mount) => at(mount, 'readOnly') === true);
}
