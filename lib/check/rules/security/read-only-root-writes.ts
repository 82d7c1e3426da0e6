import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { items, itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { programOf, runAs } from '../../security/run-as.ts';
import type { World } from '../../world.ts';

export const readOnlyRootWrites = defineRule({
  id: 'read-only-root-writes',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A container whose root file system is read-only has volumes where its program writes.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init || !runAs(pod, container).readOnlyRoot) continue;
      const found = programOf(container);
      if (found === undefined || 'command' in container.fields || movesItsFiles(world, pod)) continue;
      const lacking = found.program.writes.filter((names) => !names.some((name) => isWritable(container, name)));
      if (lacking.length === 0) continue;
      yield {
        path: `${container.path}.securityContext.readOnlyRootFilesystem`,
        severity: found.sure ? 'error' : 'warning',
        message: `the root file system of "${container.name}" is read-only, and ${found.program.name} writes to ${lacking.map(([name]) => name).join(' and ')}`,
        why: 'The program cannot make its files (Read-only file system) and exits at start, or fails at the first larger request.',
        fix: `Mount an emptyDir at ${lacking.map(([name]) => name).join(' and ')}.`,
      };
    }
  },
});

function isWritable({ fields }: Container, folder: string): boolean {
  return itemsAt(fields, 'volumeMounts').some((mount) =>
    `${folder}/`.startsWith(`${(textAt(mount, 'mountPath') ?? '').replace(/\/$/, '')}/`),
  );
}

/** A configuration of nginx may put its files elsewhere. */
function movesItsFiles(world: World, pod: PodTemplate): boolean {
  return items(pod.spec['volumes']).some((volume) => {
    const config = world.find('v1/ConfigMap', pod.namespace, textAt(volume, 'configMap.name') ?? '');
    return Object.values(textsAt(config?.object, 'data')).some((content) => /^\s*(pid|client_body_temp_path)\s/m.test(content));
  });
}
