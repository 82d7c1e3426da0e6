import { helmValuesOf } from '../helm.ts';
import { releasesOf } from '../hosts/releases.ts';
import { installerOf } from '../installers.ts';
import { SIDECAR_METRICS } from '../mesh/sidecar.ts';
import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { podPort, servicePorts } from '../services.ts';
import type { World } from '../world.ts';
import { podPeer } from './peer.ts';
import { podEnd, stopsOf, type End, type ShownFlow } from './shown-flow.ts';

/** Port at which a sidecar shows its own numbers and those of its pod together. Set by Istio. */
export const MERGED_METRICS = 15020;

/** Flows from Prometheus to what it is told to scrape. Where several could do it, one that can is enough. */
export function* scrapes(world: World): Generator<ShownFlow> {
  const scrapers = scrapersOf(world);
  for (const { pod, ports, because } of [...annotated(world), ...monitored(world)]) {
    const to = podEnd(world, pod);
    const flows = scrapers
      .filter((from) => from.pod !== pod)
      .flatMap((from) => ports.map((port): ShownFlow => ({ from, to, port, protocol: 'TCP', because, sure: true })));
    const passing = flows.find((flow) => stopsOf(world, flow).length === 0) ?? flows[0];
    if (passing !== undefined) yield passing;
  }
}

/** Prometheus: its pods in the tree, or what is known of those that its operator or chart makes. */
export function scrapersOf(world: World): readonly End[] {
  return world.once('scrapers', () => {
    const pods = world
      .podTemplates()
      .filter(({ containers }) => containers.some(({ image }) => /(^|\/)(prom|prometheus)\/prometheus(:|@|$)/.test(image ?? '')));
    const named = world.podTemplates().filter((pod) => pod.provided && pod.labels['app.kubernetes.io/name'] === 'prometheus');
    const known = [...new Set([...pods, ...named])].map((pod) => podEnd(world, pod));
    if (known.length > 0) return known;
    const made = [
      ...world.ofKind('monitoring.coreos.com/v1/Prometheus').map(({ object }) => object.metadata.namespace ?? ''),
      ...chartNamespaces(world),
    ];
    return [...new Set(made)].map((namespace) => ({
      name: `Prometheus in ${namespace}`,
      peer: podPeer(
        namespace,
        { 'app.kubernetes.io/name': 'prometheus', ...operatedLabels(world, namespace) },
        { namespaceLabels: world.namespaceLabels(namespace), partial: true },
      ),
      pod: undefined,
    }));
  });
}

/** Charts of the stack from this version on have an operator whose pods carry no label `app`. @see https://github.com/prometheus-operator/prometheus-operator/blob/main/CHANGELOG.md */
const WITHOUT_APP = 40;

/** Labels of the pods of an operated Prometheus that are known beside its name: `app` is none of them unless the values say so. */
function operatedLabels(world: World, namespace: string): Readonly<Record<string, string>> {
  const [release, ...more] = releasesOf(world).filter((each) => each.chart === 'kube-prometheus-stack' && each.namespace === namespace);
  const major = Number(/^\d+/.exec(release?.version ?? '')?.[0] ?? 0);
  if (release === undefined || more.length > 0 || release.open === true || major < WITHOUT_APP) return {};
  return { app: '', ...textsAt(release.values, 'prometheus.prometheusSpec.podMetadata.labels') };
}

function chartNamespaces(world: World): readonly string[] {
  const isPrometheus = (chart: string | undefined): boolean => chart === 'kube-prometheus-stack' || chart === 'prometheus';
  const applications = world.installers().flatMap(({ manifest }) => {
    const prometheus =
      helmValuesOf(manifest).some(({ chart }) => isPrometheus(chart)) || isPrometheus(textAt(manifest.object, 'spec.source.chart'));
    return prometheus && world.worldOf(manifest) === world ? (installerOf(manifest)?.namespace ?? []) : [];
  });
  const releases = world
    .ofKind('helm.toolkit.fluxcd.io/v2/HelmRelease')
    .filter(({ object }) => isPrometheus(textAt(object, 'spec.chart.spec.chart')))
    .map(({ object }) => textAt(object, 'spec.targetNamespace') ?? object.metadata.namespace ?? '');
  return [...applications, ...releases];
}

/** Namespaces that have something by the name of Prometheus: where it likely lives, when nothing says it better. */
export function likelyScraperNamespaces(world: World): readonly string[] {
  return world.once('likely scraper namespaces', () => {
    const kinds = [
      'v1/Service',
      'v1/ConfigMap',
      'networking.k8s.io/v1/Ingress',
      'slipway.dev/v1/HelmValues',
      'monitoring.coreos.com/v1/PrometheusRule',
    ];
    const named = kinds.flatMap((kind) =>
      world.ofKind(kind).filter(({ object }) => object.kind === 'PrometheusRule' || /(^|[-/])prometheus/.test(object.metadata.name)),
    );
    return [...new Set(named.map(({ object }) => object.metadata.namespace ?? ''))].filter((namespace) => namespace !== '').sort();
  });
}

interface Target {
  readonly pod: PodTemplate;
  /** Ports of which one is asked. */
  readonly ports: readonly number[];
  readonly because: string;
}

/** Pods that ask for it by annotation. With a sidecar the numbers of both are at another port, unless merging is switched off. */
function* annotated(world: World): Generator<Target> {
  for (const pod of world.podTemplates()) {
    if (pod.provided || pod.annotations['prometheus.io/scrape'] !== 'true') continue;
    const merged = pod.injection === 'yes' && pod.annotations['prometheus.istio.io/merge-metrics'] !== 'false';
    const port = Number(pod.annotations['prometheus.io/port']);
    const because = 'its annotation prometheus.io/scrape asks for it';
    if (!Number.isInteger(port) || port <= 0) continue;
    yield {
      pod,
      ports: merged ? [MERGED_METRICS, port] : [port],
      because: merged ? `${because}, and its sidecar answers for both` : because,
    };
  }
}

/** Pods behind the Services of ServiceMonitors, and pods of PodMonitors. */
function* monitored(world: World): Generator<Target> {
  for (const monitor of world.ofKind('monitoring.coreos.com/v1/ServiceMonitor')) {
    const because = `ServiceMonitor ${monitor.object.metadata.name} names it`;
    for (const namespace of namespacesOf(monitor)) {
      for (const service of world.servicesSelected(at(monitor.object, 'spec.selector'), namespace)) {
        const wanted = itemsAt(monitor.object, 'spec.endpoints').map((each) => textAt(each, 'port'));
        for (const port of servicePorts(service.object).filter(({ name }) => name !== undefined && wanted.includes(name))) {
          for (const pod of world.podsOfService(service)) {
            const number = podPort(port, pod);
            if (number !== undefined) yield { pod, ports: [number], because };
          }
        }
      }
    }
  }
  for (const monitor of world.ofKind('monitoring.coreos.com/v1/PodMonitor')) {
    const because = `PodMonitor ${monitor.object.metadata.name} names it`;
    for (const namespace of namespacesOf(monitor)) {
      for (const pod of world.podsSelected(at(monitor.object, 'spec.selector'), namespace)) {
        const wanted = itemsAt(monitor.object, 'spec.podMetricsEndpoints').map((each) => textAt(each, 'port'));
        const added = pod.injection === 'yes' ? [SIDECAR_METRICS] : [];
        for (const { name, port } of [...pod.containers.flatMap(({ ports }) => ports), ...added]) {
          if (name !== undefined && wanted.includes(name)) yield { pod, ports: [port], because };
        }
      }
    }
  }
}

/** Namespaces that a monitor looks into; with `any` none, as everything would be compared with everything. */
function namespacesOf({ object }: WorldObject): readonly string[] {
  const names = itemsAt(object, 'spec.namespaceSelector.matchNames').flatMap((each) => text(each) ?? []);
  if (at(object, 'spec.namespaceSelector.any') === true) return [];
  return names.length > 0 ? names : [object.metadata.namespace ?? ''];
}
