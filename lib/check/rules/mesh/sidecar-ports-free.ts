import { environmentOf } from '../../hosts/environment.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';

/** Ports of the sidecar. @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio */
const OF_SIDECAR = new Set([15000, 15001, 15002, 15004, 15006, 15008, 15020, 15021, 15053, 15090]);
/** Variables that say on which port a program listens. */
const LISTENS =
  /^(SERVER_PORT|MANAGEMENT_SERVER_PORT|PORT|HTTP_PORT|GRPC_PORT|METRICS_PORT|LISTEN_PORT|APP_PORT|OTEL_EXPORTER_PROMETHEUS_PORT)$/;

export const sidecarPortsFree = defineRule({
  id: 'sidecar-ports-free',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A program of the mesh does not listen on a port of its sidecar.',
  source: 'https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.injection !== 'yes') return;
    for (const container of pod.containers) {
      if (container.init || container.name === 'istio-proxy') continue;
      const { fields, ports, path } = container;
      const told = fields['env'] === undefined && fields['envFrom'] === undefined ? [] : [...environmentOf(fields, pod.namespace, world)];
      const found = [
        ...ports.map(({ port }) => ({ port, by: 'containerPort', at: `${path}.ports` })),
        ...told.flatMap(([name, value]) => (LISTENS.test(name) ? [{ port: Number(value), by: name, at: path }] : [])),
      ].find(({ port }) => OF_SIDECAR.has(port));
      if (found === undefined) continue;
      yield {
        path: found.at,
        message: `container "${container.name}" listens on ${found.port} (${found.by}), a port of its sidecar`,
        why: 'Only one of the two gets the port: the program ends with "address already in use", or the sidecar never becomes ready.',
        fix: 'Listen on a port outside of 15000 to 15090.',
      };
    }
  },
});
