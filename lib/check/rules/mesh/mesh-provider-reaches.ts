import { serviceNamed } from '../../hosts/chart-services.ts';
import { istioValues } from '../../mesh/settings.ts';
import { fields, fieldsAt, itemsAt, numberAt, textAt } from '../../read.ts';
import { missing, meant } from '../../reference.ts';
import { HELM_KINDS } from '../../helm.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { serviceHost, servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

const KINDS = ['opentelemetry', 'zipkin', 'envoyOtelAls', 'envoyExtAuthzHttp', 'envoyExtAuthzGrpc', 'skywalking', 'datadog'];

export const meshProviderReaches = defineRule({
  id: 'mesh-provider-reaches',
  severity: 'error',
  kinds: HELM_KINDS,
  asks: 'The Services and ports that providers of the mesh name exist, and take what is sent there.',
  source: 'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider',
  *check(manifest, world) {
    for (const { path, values } of istioValues(world).filter((each) => each.manifest === manifest)) {
      for (const [index, provider] of itemsAt(values, 'meshConfig.extensionProviders').entries()) {
        const kind = KINDS.find((each) => each in fields(provider));
        if (kind === undefined) continue;
        yield* place(
          fieldsAt(provider, kind),
          kind,
          `${path}.meshConfig.extensionProviders[${index}].${kind}`,
          textAt(provider, 'name') ?? '',
          world,
        );
      }
    }
  },
});

function* place(settings: unknown, kind: string, path: string, name: string, world: World): Iterable<Issue> {
  const written = textAt(settings, 'service') ?? '';
  // `namespace/host` says where the host is looked up.
  const host = serviceHost(written.slice(written.indexOf('/') + 1), 'istio-system');
  const port = numberAt(settings, 'port');
  if (host === undefined || port === undefined) return;
  const why = 'Sidecars send to nobody: no span arrives, or every request that is to be asked about is refused.';
  const service = serviceNamed(world, host.namespace, host.name);
  if (service === undefined) {
    const absent = missing(world, 'v1/Service', host.namespace, host.name);
    if (absent !== undefined)
      yield {
        path: `${path}.service`,
        severity: absent.severity,
        message: `provider ${name} sends to ${written}, and there is no such Service`,
        why,
        fix: meant(absent, 'Name a Service that exists.'),
      };
    return;
  }
  const ports = servicePorts(service.object);
  const numbers = ports.map((each) => each.port);
  const better = kind === 'opentelemetry' ? 4317 : kind === 'zipkin' ? 9411 : undefined;
  const takes = better === undefined || port === better || !numbers.includes(better) || (kind === 'opentelemetry' && port === 4318);
  if (numbers.length === 0 || (numbers.includes(port) && takes)) return;
  yield {
    path: `${path}.port`,
    message: numbers.includes(port)
      ? `provider ${name} sends spans to port ${port} of Service ${host.namespace}/${host.name}, which takes them on ${better ?? ''}`
      : `Service ${host.namespace}/${host.name} has no port ${port}, it has ${numbers.join(', ')}`,
    why,
    fix: `Write ${better !== undefined && numbers.includes(better) ? better : 'a port of the Service'}.`,
  };
}
