import { POD_KINDS } from '../../pods.ts';
import { defineRule, type Severity } from '../../rule.ts';
import { containerBehind, servicePorts, speaksHttp, type ServicePort } from '../../services.ts';
import type { World } from '../../world.ts';

export const readinessProbe = defineRule({
  id: 'readiness-probe',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Every container that a Service sends to has a readiness probe.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe; seed 002, L-06',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const judged = new Set<string>();
    for (const service of world.servicesOf(pod)) {
      for (const port of servicePorts(service.object)) {
        const lone = pod.containers.filter(({ init }) => !init);
        const container = containerBehind(port, pod) ?? (lone.length === 1 ? lone[0] : undefined);
        if (container === undefined || container.fields['readinessProbe'] !== undefined || judged.has(container.name)) continue;
        // Istio fills in the whole container of a gateway, its probe included.
        if (container.image === 'auto') continue;

        judged.add(container.name);
        yield {
          path: `${container.path}.readinessProbe`,
          severity: severityOf(world, port),
          message: `container "${container.name}" has no readiness probe, yet Service ${service.object.metadata.name} sends port ${port.port} to it`,
          why: 'Traffic arrives while the program still starts: every update answers users with errors (502) for some seconds.',
          fix: speaksHttp(port)
            ? 'Add a readinessProbe with httpGet on a path that answers 200 only when the program can serve.'
            : 'Add a readinessProbe: tcpSocket, or a command that asks the program.',
        };
      }
    }
  },
});

/** What answers at once, or is asked by patient clients, does without; of a cluster that is described as a whole we know better. */
function severityOf(world: World, port: ServicePort): Severity {
  if (world.facts.whole !== true) return 'info';
  return speaksHttp(port) ? 'error' : 'warning';
}
