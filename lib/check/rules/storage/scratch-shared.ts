import { POD_KINDS, type Container } from '../../pods.ts';
import { at, items, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Folders that a program wants for itself, so that the rest may be read-only. */
const OWN = /tmp|cache|home|run$|log|work|scratch|\.config|spool/i;

export const scratchShared = defineRule({
  id: 'scratch-shared',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'An emptyDir by which containers hand files to each other is mounted by the one that writes and by one that reads.',
  source: 'https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided || pod.containers.length < 2) return;
    for (const volume of items(pod.spec['volumes'])) {
      const name = textAt(volume, 'name') ?? '';
      if (at(volume, 'emptyDir') === undefined) continue;
      const users = pod.containers.filter((each) => mountOf(each, name) !== undefined);
      const [only, ...more] = users;
      const folder = only === undefined ? undefined : textAt(mountOf(only, name), 'mountPath');
      // A sidecar that is injected may mount it, too: its name is its own.
      if (only === undefined || folder === undefined || more.length > 0) continue;
      const shared = /(?:^|[-_])shared(?:$|[-_])/i.test(name);
      const lost = only.init && !OWN.test(folder) && !OWN.test(name) && writesFor(only, folder);
      if (!shared && !lost) continue;
      yield {
        path: `${only.path}.volumeMounts`,
        message: only.init
          ? `init container "${only.name}" writes to ${folder} (volume "${name}"), and no container mounts that volume`
          : `volume "${name}" is mounted by "${only.name}" alone, of ${pod.containers.length} containers`,
        why: only.init
          ? 'What it fetched or made goes with it: the program starts without those files.'
          : 'Each container has a disk of its own: what one writes there, the other looks for in an empty folder.',
        fix: only.init ? 'Mount the volume in the container that reads the files.' : 'Mount it in the other container as well.',
      };
    }
  },
});

function mountOf({ fields }: Container, name: string): unknown {
  return itemsAt(fields, 'volumeMounts').find((mount) => textAt(mount, 'name') === name);
}

/** Its command names the folder: it is there to fill it. */
function writesFor({ fields }: Container, folder: string): boolean {
  const words = JSON.stringify([fields['command'] ?? '', fields['args'] ?? '', fields['env'] ?? '']);
  return words.includes(folder.replace(/\/+$/, ''));
}
