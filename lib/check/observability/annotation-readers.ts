import { documentKind } from '../document.ts';
import { releasesOf } from '../hosts/releases.ts';
import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, someString, text, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { matchesSelector } from '../selector.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';

/** Charts of programs that scrape by annotation, or may be told to. */
const READERS =
  /^(prometheus|victoria-metrics.*|alloy|grafana-agent.*|k8s-monitoring|opentelemetry-.*|loki-stack|lgtm-distributed|datadog|newrelic.*|nri-.*|signoz.*|telegraf.*|elastic-agent|metricbeat|coroot.*)$/;

/**
 * Whether nothing of the tree reads the annotations by which plain Prometheus finds pods: its Prometheus is that of kube-prometheus-stack, which
 * asks for monitors, and no configuration says a word of them.
 */
export function readsNoAnnotations(world: World): boolean {
  return world.once('nobody reads scrape annotations', () => {
    const releases = releasesOf(world);
    const stacks = releases.filter(({ chart }) => chart === 'kube-prometheus-stack');
    // Of values that a command is given elsewhere nobody knows what they add.
    const isOpen = stacks.some(
      ({ open, values, manifest }) => open === true || (values === undefined && manifest?.object.kind !== 'Application'),
    );
    if (stacks.length === 0 || isOpen) return false;
    if (releases.some(({ chart, values }) => READERS.test(chart) || mentions(values) || addsJobs(values))) return false;
    return !TOLD.flatMap((kind) => world.ofKind(kind)).some(({ object }) => mentions({ ...object, metadata: undefined }));
  });
}

/** Where the configuration of who scrapes may stand. */
const TOLD = [
  'v1/ConfigMap',
  'v1/Secret',
  'monitoring.coreos.com/v1/Prometheus',
  'monitoring.coreos.com/v1/PodMonitor',
  'monitoring.coreos.com/v1/ServiceMonitor',
  'monitoring.coreos.com/v1alpha1/ScrapeConfig',
  ...(['HelmValues', 'Config', 'TextFile', 'Script'] as const).map(documentKind),
];

function mentions(value: unknown): boolean {
  return someString(value, (each) => /prometheus[._]io[/_]scrape|kubernetes_sd_configs|kubernetesSDConfigs/.test(each));
}

/** Jobs of one's own, written out or in a Secret. */
function addsJobs(values: unknown): boolean {
  const spec = at(values, 'prometheus.prometheusSpec');
  return ['additionalScrapeConfigs', 'additionalScrapeConfigsSecret', 'scrapeConfigSelector'].some((key) => {
    const own = at(spec, key);
    return own !== undefined && JSON.stringify(own).length > 2;
  });
}

/** Whether a monitor of the tree selects a pod, or a Service in front of it. */
export function isMonitored(world: World, pod: PodTemplate): boolean {
  const looking = (kind: string): readonly WorldObject[] => {
    const byPlace = monitorsByPlace(world, kind);
    return [...(byPlace.get(pod.namespace) ?? []), ...(byPlace.get(ANYWHERE) ?? [])];
  };
  return (
    looking('PodMonitor').some(({ object }) => matchesSelector(at(object, 'spec.selector'), pod.labels)) ||
    world
      .servicesOf(pod)
      .some((service) =>
        looking('ServiceMonitor').some(({ object }) =>
          matchesSelector(at(object, 'spec.selector'), textsAt(service.object, 'metadata.labels')),
        ),
      )
  );
}

const ANYWHERE = '*';

/** Monitors by the namespaces into which they look. */
function monitorsByPlace(world: World, kind: string): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once(`${kind}s by where they look`, () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(`monitoring.coreos.com/v1/${kind}`)) {
      const names = itemsAt(each.object, 'spec.namespaceSelector.matchNames').flatMap((name) => text(name) ?? []);
      const isAny = at(each.object, 'spec.namespaceSelector.any') === true;
      for (const name of isAny ? [ANYWHERE] : names.length === 0 ? [each.object.metadata.namespace ?? ''] : names) addTo(found, name, each);
    }
    return found;
  });
}
