import { gatewaysOf, isMesh } from '../../host-claims.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const internalHostOnMesh = defineRule({
  id: 'internal-host-on-mesh',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'A VirtualService for a Service of the cluster is bound to the mesh, and one for all hosts is not.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService',
  *check(manifest, world) {
    const { object } = manifest;
    const gateways = gatewaysOf(manifest);
    const hosts = itemsAt(object, 'spec.hosts').flatMap((each) => text(each) ?? []);
    if (hosts.length === 0 || gateways.length === 0) return;
    const bound = gateways.some(isMesh);
    if (bound && hosts.includes('*')) {
      yield {
        path: 'spec.hosts',
        severity: 'error',
        message: 'the host * is bound to the mesh, where every route has a host of its own',
        why: 'The webhook of istiod refuses the object: "wildcard host * is not allowed for virtual services bound to the mesh gateway".',
        fix: 'Take mesh out of the gateways, or name the hosts.',
      };
    }
    // Another network or the way out has hosts of the cluster on its gateway by purpose.
    if (bound || itemsAt(object, 'spec.http').length === 0 || gateways.some((each) => /east|west|cross|egress|waypoint/.test(each))) return;
    const { namespace = '' } = object.metadata;
    // Beside a host of the outside world it does no harm.
    const services = hosts.map((host) => (host.startsWith('*') ? undefined : world.serviceAt(host, namespace)?.service));
    const [first] = services;
    if (first === undefined || services.includes(undefined)) return;
    yield {
      path: 'spec.gateways',
      message: `${hosts.join(', ')} is a Service of the cluster, and the routes are bound to ${gateways.join(', ')} only`,
      why: 'Requests from outside come with a host of the outside, and sidecars do not know the routes: timeouts, retries and weights act nowhere.',
      fix: 'Add mesh to the gateways, or write the public host.',
    };
  },
});
