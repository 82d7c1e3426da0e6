import { entryHosts } from '../../mesh/service-entries.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { serviceHost } from '../../services.ts';

export const publicHostHasGateway = defineRule({
  id: 'public-host-has-gateway',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'A VirtualService for a host of the outside world names a gateway, or the mesh knows the host by a ServiceEntry.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/ (gateways: left out, it is "mesh" alone)',
  *check({ object }, world) {
    const gateways = itemsAt(object, 'spec.gateways').flatMap((each) => text(each) ?? []);
    // A delegate has no hosts; one with parentRefs belongs to another API.
    if (gateways.some((each) => each !== 'mesh')) return;
    const { namespace = '' } = object.metadata;
    for (const [index, raw] of itemsAt(object, 'spec.hosts').entries()) {
      const host = text(raw) ?? '';
      if (
        host === '*' ||
        !host.includes('.') ||
        /\.(local|internal|svc)$/.test(host) ||
        serviceHost(host, namespace) !== undefined ||
        [...entryHosts(world)].some((each) => fits(each, host))
      )
        continue;
      yield {
        path: gateways.length === 0 ? `spec.hosts[${index}]` : 'spec.gateways',
        message: `${host} is a host of the outside world, and the VirtualService binds only the mesh`,
        why: 'No gateway knows the route: users get 404, and inside the mesh nobody calls this name.',
        fix: 'Add gateways: [namespace/name], or a ServiceEntry for a host that pods call.',
      };
    }
  },
});

function fits(pattern: string, host: string): boolean {
  return (
    pattern === host ||
    (pattern.startsWith('*') && host.endsWith(pattern.slice(1))) ||
    (host.startsWith('*') && pattern.endsWith(host.slice(1)))
  );
}
