import { backendsOf } from '../../hosts/backends.ts';
import { serviceNamed } from '../../hosts/chart-services.ts';
import { meant, missing, nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { isPlaceholder } from '../../schema/problem.ts';
import { servicePorts } from '../../services.ts';

export const routeBackendExists = defineRule({
  id: 'route-backend-exists',
  severity: 'error',
  kinds: [
    'networking.k8s.io/v1/Ingress',
    'gateway.networking.k8s.io/v1/HTTPRoute',
    'gateway.networking.k8s.io/v1/GRPCRoute',
    'gateway.networking.k8s.io/v1alpha2/TCPRoute',
    'gateway.networking.k8s.io/v1alpha2/TLSRoute',
    'traefik.io/v1alpha1/IngressRoute',
    'traefik.containo.us/v1alpha1/IngressRoute',
    'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
    'apiregistration.k8s.io/v1/APIService',
  ],
  asks: 'The Services and ports behind an Ingress, a route, a webhook or an API exist.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource; seed 002, D-13',
  *check(manifest, world) {
    const why = WHY[manifest.object.kind] ?? 'Every request on this route is answered with 503 or 500.';
    for (const { path, name, namespace, port } of backendsOf(manifest.object)) {
      // Whoever applies it writes the name there first.
      if (isPlaceholder(name)) continue;
      const service = serviceNamed(world, namespace, name);
      const where = namespace === '' ? '' : `${namespace}/`;
      if (service === undefined) {
        const absent = missing(world, 'v1/Service', namespace, name);
        if (absent !== undefined)
          yield {
            path,
            severity: absent.severity,
            message: `there is no Service ${where}${name}`,
            why,
            fix: meant(absent, 'Name a Service that exists.'),
          };
        continue;
      }
      const ports = servicePorts(service.object);
      if (port === undefined || ports.length === 0 || ports.some((each) => each.port === port || each.name === port)) continue;
      const near =
        typeof port === 'string'
          ? nearName(
              port,
              ports.flatMap((each) => each.name ?? []),
            )
          : undefined;
      const has = ports.map((each) => (each.name === undefined ? String(each.port) : `${each.name} ${each.port}`)).join(', ');
      yield {
        path,
        message: `Service ${where}${name} has no port ${typeof port === 'string' ? `"${port}"` : port}, it has ${has}`,
        why,
        fix: near === undefined ? 'Name a port of the Service, not of its pods.' : `Did you mean "${near}"?`,
      };
    }
  },
});

const WHY: Readonly<Record<string, string>> = {
  MutatingWebhookConfiguration: 'The API server cannot reach the webhook and refuses every request that it should see.',
  ValidatingWebhookConfiguration: 'The API server cannot reach the webhook and refuses every request that it should see.',
  APIService: 'The API stays unavailable: whatever asks it (kubectl top, autoscalers, namespace deletion) fails.',
};
