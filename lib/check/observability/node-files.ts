import type { Container, PodTemplate } from '../pods.ts';
import { fieldsAt, items, itemsAt, numberAt, text, textAt, textsAt, type Fields } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';

/** Logs of the node. */
const OF_LOGS = /(?<![\w.$}/-])\/var\/log\/(?:(?:pods|containers)\/|journal\b)[\w./*-]*/;
/** Where the links of /var/log/containers lead. */
const LINKED = '/var/log/pods/';

/** Logs of the node that the configuration of an agent reads. */
export function* readByConfig(
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
      const plain = value.replace(/^\s*(#|\/\/).*$/gm, '');
      const [file = /^\s*loki\.source\.journal\s+"/m.test(plain) ? '/var/log/journal' : undefined] = OF_LOGS.exec(plain) ?? [];
      if (file === undefined) continue;
      if (mounts.some((mount) => mount === '' || `${file}/`.startsWith(`${mount}/`) || mount.startsWith(file.replace(/\*.*$/, '')))) {
        if (!file.startsWith('/var/log/containers') || mounts.some((mount) => LINKED.startsWith(`${mount}/`))) continue;
        yield {
          path: `${container.path}.volumeMounts`,
          message: `container "${container.name}" is to read ${file} (ConfigMap ${config?.object.metadata.name ?? ''}), which are links to files in /var/log/pods, and no volume is mounted there`,
          why: 'Each link leads nowhere: the agent finds the names of the files and none of the files ("no such file or directory").',
          fix: 'Mount a hostPath volume at /var/log, read-only.',
        };
        return;
      }
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

/** An exporter of nodes that reads the processes of the node, and looks for its file systems in itself. */
export function* rootNotTold({ fields, path, name }: Pick<Container, 'name' | 'fields' | 'path'>): Iterable<Issue> {
  if (!/(^|\/)node[-_]exporter(:|@|$)/.test(textAt(fields, 'image') ?? '')) return;
  const words = [...itemsAt(fields, 'command'), ...itemsAt(fields, 'args')].map((each) => text(each) ?? '');
  const measured = words.find((word) => /^--path\.procfs=(?!\/proc\/?$)/.test(word));
  if (
    measured === undefined ||
    words.some((word) => /^--path\.rootfs\b|^--no-collector\.filesystem$|^--collector\.disable-defaults/.test(word))
  )
    return;
  const root = itemsAt(fields, 'volumeMounts')
    .map((mount) => textAt(mount, 'mountPath') ?? '')
    .find((each) => /^\/(?:rootfs|host(?:\/root(?:fs)?)?|root)\/?$/.test(each));
  yield {
    path: `${path}.args`,
    severity: 'warning',
    message: `container "${name}" reads the mounts of the node (${measured}) and has no --path.rootfs`,
    why: 'It asks for the space of each mount in its own file system: the disk of the node is shown with the size and the space of the container, or not at all.',
    fix: root === undefined ? 'Mount / of the node, and add --path.rootfs with that place.' : `Add --path.rootfs=${root}.`,
  };
}

/** An account that is neither root nor in its group. */
export function isStranger(context: Fields): boolean {
  const [user, group] = [numberAt(context, 'runAsUser') ?? 0, numberAt(context, 'runAsGroup') ?? 0];
  const others = [context['fsGroup'], ...items(context['supplementalGroups'])];
  return user > 0 && group > 0 && !others.some((each) => text(each) === '0');
}

/** Logs of pods that are mounted for an account which may not read them. */
export function* logsForbidden(
  pod: PodTemplate | undefined,
  { fields, path, name }: Pick<Container, 'name' | 'fields' | 'path'>,
): Iterable<Issue> {
  if (pod?.owner.object.kind !== 'DaemonSet') return;
  const context = { ...fieldsAt(pod.spec, 'securityContext'), ...fieldsAt(fields, 'securityContext') };
  if (!isStranger(context)) return;
  const names = new Set(itemsAt(fields, 'volumeMounts').map((mount) => textAt(mount, 'name')));
  const logs = itemsAt(pod.spec, 'volumes')
    .filter((volume) => names.has(textAt(volume, 'name')))
    .map((volume) => textAt(volume, 'hostPath.path') ?? '')
    .find((each) => /^\/var\/log(?:\/pods|\/containers)?\/?$/.test(each));
  if (logs === undefined) return;
  yield {
    path: `${path}.securityContext`,
    severity: 'warning',
    message: `container "${name}" is to read ${logs} of the node as user ${text(context['runAsUser']) ?? ''} of group ${text(context['runAsGroup']) ?? ''}`,
    why: 'The logs of pods are for root and its group only: the agent finds each file and may open none ("permission denied").',
    fix: 'Set runAsUser: 0, or runAsGroup: 0.',
  };
}
