import { HELM_KINDS } from '../../helm.ts';
import { serviceNamed } from '../../hosts/chart-services.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { at } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { servicePorts } from '../../services.ts';

/** Addresses that charts use as long as nobody names another one. Without a namespace, the release's own. */
const DEFAULTS: Readonly<
  Record<string, { readonly value: string; readonly name: string; readonly namespace?: string; readonly port: number }>
> = {
  // @see https://kiali.io/docs/configuration/p8s-jaeger-grafana/prometheus/
  'kiali-server': { value: 'external_services.prometheus.url', name: 'prometheus', namespace: 'istio-system', port: 9090 },
  // @see https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-adapter/values.yaml
  'prometheus-adapter': { value: 'prometheus.url', name: 'prometheus', namespace: 'default', port: 9090 },
  // @see https://github.com/grafana/helm-charts/blob/main/charts/promtail/values.yaml
  promtail: { value: 'config.clients', name: 'loki-gateway', port: 80 },
};

export const helmDefaultAddress = defineRule({
  id: 'helm-default-address',
  severity: 'error',
  kinds: HELM_KINDS,
  asks: 'A chart that is told no address finds somebody at its default one.',
  source: 'https://kiali.io/docs/configuration/p8s-jaeger-grafana/prometheus/; seed 002, D-06',
  *check(manifest, world) {
    for (const release of releasesBy(world, manifest)) {
      const usual = DEFAULTS[release.chart];
      if (usual === undefined || release.open === true || at(release.values, usual.value) !== undefined) continue;
      // Promtail may be given its whole configuration as a text.
      if (at(release.values, 'config.file') !== undefined || at(release.values, 'configmap.enabled') === true) continue;
      const namespace = usual.namespace ?? release.namespace;
      const service = serviceNamed(world, namespace, usual.name);
      const ports = servicePorts(service?.object).map(({ port }) => port);
      const absent = service === undefined ? missing(world, 'v1/Service', namespace, usual.name) : undefined;
      const base = { path: manifest.object.kind === 'HelmValues' ? 'values' : 'spec', why: WHY };
      if (absent !== undefined) {
        yield {
          ...base,
          severity: absent.severity,
          message: `${usual.value} is not set, and its default ${usual.name}.${namespace}:${usual.port} does not exist`,
          fix: `Set ${usual.value}. ${meant(absent, 'Name a Service that exists.')}`,
        };
      } else if (ports.length > 0 && !ports.includes(usual.port)) {
        yield {
          ...base,
          message: `${usual.value} is not set, and its default ${usual.name}.${namespace}:${usual.port} has ${ports.join(', ')} only`,
          fix: `Set ${usual.value} to a port of the Service.`,
        };
      }
    }
  },
});

const WHY = 'The program starts, is healthy and finds nobody: nothing arrives, and nothing says so but its own log.';
