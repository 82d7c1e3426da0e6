import { peerMode } from '../../mesh.ts';
import { bypassesSidecar, portOf, prometheusInMesh } from '../../mesh/sidecar.ts';
import type { PodTemplate } from '../../pods.ts';
import { at, fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';
import { podPort, servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

export const strictScrape = defineRule({
  id: 'strict-scrape',
  severity: 'error',
  kinds: ['monitoring.coreos.com/v1/ServiceMonitor', 'monitoring.coreos.com/v1/PodMonitor'],
  asks: 'Prometheus does not scrape a port in plain text whose pods demand mTLS.',
  source: 'https://istio.io/latest/docs/ops/integrations/prometheus/#tls-settings',
  *check(manifest, world) {
    const list = manifest.object.kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints';
    if (prometheusInMesh(world)) return;
    for (const [index, endpoint] of itemsAt(manifest.object, `spec.${list}`).entries()) {
      if (textAt(endpoint, 'scheme') === 'https' || Object.keys(fieldsAt(endpoint, 'tlsConfig')).length > 0) continue;
      for (const { pod, port } of targets(manifest, endpoint, world)) {
        const { mode, policy } = peerMode(world, pod, port);
        if (mode !== 'STRICT' || pod.injection !== 'yes' || bypassesSidecar(pod, port)) continue;
        yield {
          path: `spec.${list}[${index}]`,
          message: `port ${textAt(endpoint, 'port') ?? String(port)} of ${pod.owner.object.kind} ${pod.owner.object.metadata.name} is scraped in plain text, while PeerAuthentication ${policy?.object.metadata.name ?? ''} demands mTLS (STRICT)`,
          why: 'The sidecar resets every scrape of a Prometheus without a sidecar: the target is down, its metrics and alerts are gone.',
          fix: `Set portLevelMtls ${port}: PERMISSIVE for these pods, scrape the merged metrics on 15020, or give Prometheus a mesh certificate and tlsConfig.`,
        };
        break;
      }
    }
  },
});

interface Target {
  readonly pod: PodTemplate;
  readonly port: number;
}

function targets(manifest: WorldObject, endpoint: unknown, world: World): readonly Target[] {
  const { object } = manifest;
  const selector = at(object, 'spec.selector');
  const named = itemsAt(object, 'spec.namespaceSelector.matchNames').flatMap((each) => text(each) ?? []);
  const own = named.length > 0 ? named : [object.metadata.namespace ?? ''];
  const any = at(object, 'spec.namespaceSelector.any') === true;
  if (object.kind === 'PodMonitor') {
    const pods = any
      ? world.podTemplates().filter((pod) => matchesSelector(selector, pod.labels))
      : own.flatMap((each) => world.podsSelected(selector, each));
    return pods.flatMap((pod) => target(pod, portOf(pod, at(endpoint, 'port') ?? at(endpoint, 'targetPort'))));
  }
  const services = any ? world.servicesSelected(selector) : own.flatMap((each) => world.servicesSelected(selector, each));
  return services.flatMap((service) =>
    world.podsOfService(service).flatMap((pod) => {
      const port = servicePorts(service.object).find(({ name }) => name !== undefined && name === textAt(endpoint, 'port'));
      return target(pod, port === undefined ? portOf(pod, at(endpoint, 'targetPort')) : podPort(port, pod));
    }),
  );
}

function target(pod: PodTemplate, port: number | undefined): readonly Target[] {
  return port === undefined ? [] : [{ pod, port }];
}
