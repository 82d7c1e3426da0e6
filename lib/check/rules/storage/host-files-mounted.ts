import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { itemsAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

/** What only the node has: no image brings it. */
const OF_NODES =
  /(?:(?<=unix:\/\/)|(?<![\w.$}/-]))\/(?:etc\/kubernetes\/(?:pki|manifests|admin\.conf)|var\/lib\/(?:etcd|rancher)|var\/log\/(?:pods|containers)|var\/run\/docker\.sock|run\/containerd)(?:\/[\w./*-]*)?/g;

export const hostFilesMounted = defineRule({
  id: 'host-files-mounted',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Files of the node that a command reads (certificates of etcd, logs of pods, sockets) are mounted into the container.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath; https://etcd.io/docs/latest/op-guide/recovery/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const { name, fields, path } of pod?.containers ?? []) {
      const mounts = itemsAt(fields, 'volumeMounts').map((mount) => (textAt(mount, 'mountPath') ?? '').replace(/\/$/, ''));
      const said = new Set<string>();
      yield* readByConfig(world, pod, { name, fields, path }, mounts);
      for (const list of ['command', 'args']) {
        for (const [index, raw] of itemsAt(fields, list).entries()) {
          const words = text(raw) ?? '';
          // What goes to the node itself, or makes the folder, finds it there.
          if (/\b(nsenter|chroot|ssh|kubectl\s+(exec|debug)|mkdir)\b/.test(words)) continue;
          const [, measured] = /^--path\.(?:procfs|sysfs|rootfs)=(\/\S+)$/.exec(words) ?? [];
          if (
            measured !== undefined &&
            !/^\/(?:proc|sys)$/.test(measured) &&
            !mounts.some((mount) => measured === mount || measured.startsWith(`${mount}/`))
          ) {
            yield {
              path: `${path}.${list}[${index}]`,
              message: `container "${name}" measures the node by ${measured}, and no volume is mounted there`,
              why: 'The folder is not there: the exporter stops, or measures the container in place of the node.',
              fix: `Mount a hostPath volume at ${measured}, read-only.`,
            };
          }
          for (const [file] of words.matchAll(OF_NODES)) {
            const folder = file.replace(/\/[^/]*$/, '');
            if (
              said.has(folder) ||
              mounts.some((mount) => mount === '' || file === mount || `${file}/`.startsWith(`${mount}/`) || mount.startsWith(`${file}/`))
            )
              continue;
            said.add(folder);
            yield {
              path: `${path}.${list}[${index}]`,
              message: `container "${name}" reads ${file}, and no volume is mounted there`,
              why: 'The file is on the node, not in the image: the command fails with every run.',
              fix: `Mount a hostPath volume at ${folder}, read-only.`,
            };
          }
        }
      }
    }
  },
});

/** Logs of the node that the configuration of an agent reads. */
function* readByConfig(
  world: World,
  pod: PodTemplate | undefined,
  container: Pick<Container, 'name' | 'fields' | 'path'>,
  mounts: readonly string[],
): Iterable<Issue> {
  if (pod?.owner.object.kind !== 'DaemonSet') return;
  const names = itemsAt(container.fields, 'volumeMounts').map((mount) => textAt(mount, 'name'));
  for (const volume of itemsAt(pod.spec, 'volumes')) {
    const config = names.includes(textAt(volume, 'name'))
      ? world.find('v1/ConfigMap', pod.namespace, textAt(volume, 'configMap.name') ?? '')
      : undefined;
    for (const value of Object.values(textsAt(config?.object, 'data'))) {
      const seen = [...value.matchAll(/\b(?:procfs|sysfs|rootfs)_path\s*=\s*"(\/[^"]+)"/g)].map(([, folder = '']) => folder);
      const unseen = seen.find(
        (folder) => !/^\/(?:proc|sys)?$/.test(folder) && !mounts.some((mount) => folder === mount || folder.startsWith(`${mount}/`)),
      );
      if (unseen !== undefined) {
        yield {
          path: `${container.path}.volumeMounts`,
          message: `container "${container.name}" is to measure the node by ${unseen} (ConfigMap ${config?.object.metadata.name ?? ''}), and no volume is mounted there`,
          why: 'The folder is not there: the agent measures nothing of the node, or the container in its place.',
          fix: `Mount a hostPath volume at ${unseen}, read-only.`,
        };
        return;
      }
      const [file] = /(?<![\w.$}/-])\/var\/log\/(?:pods|containers|journal)\/[\w./*-]*/.exec(value.replace(/^\s*(#|\/\/).*$/gm, '')) ?? [];
      if (
        file === undefined ||
        mounts.some((mount) => mount === '' || `${file}/`.startsWith(`${mount}/`) || mount.startsWith(file.replace(/\*.*$/, '')))
      )
        continue;
      yield {
        path: `${container.path}.volumeMounts`,
        message: `container "${container.name}" is to read ${file} (ConfigMap ${config?.object.metadata.name ?? ''}), and no volume is mounted there`,
        why: 'The files are on the node, not in the image: the agent finds nothing to send, and says so nowhere.',
        fix: 'Mount a hostPath volume at /var/log, read-only.',
      };
      return;
    }
  }
}
