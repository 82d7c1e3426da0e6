import { logsForbidden, readByConfig, rootNotTold } from '../../observability/node-files.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** What only the node has: no image brings it. */
const OF_NODES =
  /(?:(?<=unix:\/\/)|(?<![\w.$}/-]))\/(?:etc\/kubernetes\/(?:pki|manifests|admin\.conf)|var\/lib\/(?:etcd|rancher)|var\/log\/(?:pods|containers)|var\/run\/docker\.sock|run\/containerd)(?:\/[\w./*-]*)?/g;

export const hostFilesMounted = defineRule({
  id: 'host-files-mounted',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Files of the node that a command reads (certificates of etcd, logs of pods, sockets) are mounted into the container, which may read them.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath; https://etcd.io/docs/latest/op-guide/recovery/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const { name, fields, path } of pod?.containers ?? []) {
      const mounts = itemsAt(fields, 'volumeMounts').map((mount) => (textAt(mount, 'mountPath') ?? '').replace(/\/$/, ''));
      const said = new Set<string>();
      yield* readByConfig(world, pod, { name, fields, path }, mounts);
      yield* rootNotTold({ name, fields, path });
      yield* logsForbidden(pod, { name, fields, path });
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
