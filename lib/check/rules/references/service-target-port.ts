import { mapsOf } from '../../mounted-maps.ts';
import { workloadName, type PodTemplate } from '../../pods.ts';
import { at, fieldsAt, itemsAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { containerBehind, servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

export const serviceTargetPort = defineRule({
  id: 'service-target-port',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'Every targetPort of a Service is a port of the pods behind it.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports; seed 002, D-13',
  *check(manifest, world) {
    const said = new Set<string>();
    const pods = world.podsOfService(manifest);
    for (const pod of pods) {
      const fitting = servicePorts(manifest.object).some((port) => containerBehind(port, pod) !== undefined);
      const declared = pod.containers.filter(({ init }) => !init).flatMap(({ ports }) => ports);
      for (const port of servicePorts(manifest.object)) {
        const owner = workloadName(pod);
        // Files for several platforms may each have the workload: one of them fits this Service.
        const variants = pods.filter((each) => workloadName(each) === owner);
        if (variants.some((each) => containerBehind(port, each) !== undefined) || said.has(`${port.path} ${owner}`)) continue;

        said.add(`${port.path} ${owner}`);
        const { targetPort } = port;
        const near =
          typeof targetPort === 'string'
            ? nearName(
                targetPort,
                declared.flatMap(({ name }) => name ?? []),
              )
            : undefined;
        const known = declared.map(({ name, port: number }) => (name === undefined ? String(number) : `${name} ${number}`)).join(', ');
        if (typeof targetPort === 'string') {
          const why = 'The Service has no endpoint for this port: connections are refused.';
          const fix =
            near === undefined ? `Give the container a port named "${targetPort}", or write its number.` : `Did you mean "${near}"?`;
          yield {
            path: `${port.path}.targetPort`,
            message: `no container of ${owner} names a port "${targetPort}"; declared: ${known || 'none'}`,
            why,
            fix,
          };
        } else if (declared.length > 0 && !isSpokenOf(targetPort, pod, world)) {
          const why = 'Where nothing listens on the port, every connection is refused although the pods are ready.';
          const fix = 'Send to a port that the container declares, or declare this one.';
          yield {
            path: `${port.path}.targetPort`,
            // Declaring a port is optional: beside one that fits, another is probably only not declared.
            severity: fitting ? 'info' : 'warning',
            message: `no container of ${owner} declares port ${targetPort}; declared: ${known}`,
            why,
            fix,
          };
        }
      }
    }
  },
});

/** The number stands in the command, a variable or a mounted ConfigMap of the pod: it listens there without declaring it. */
function isSpokenOf(port: number, pod: PodTemplate, world: World): boolean {
  const number = new RegExp(`(?<![\\d.])${port}(?![\\d.])`);
  const said = pod.containers.flatMap(({ fields: container }) => [
    ...['command', 'args'].flatMap((list) => itemsAt(container, list)),
    ...itemsAt(container, 'env').map((each) => at(each, 'value')),
  ]);
  const mounted = mapsOf(pod, world).flatMap(({ object }) => Object.values(fieldsAt(object, 'data')));
  return [...said, ...mounted].some((each) => number.test(text(each) ?? ''));
}
