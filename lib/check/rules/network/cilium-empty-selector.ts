import { ciliumSpecs } from '../../cilium.ts';
import { at, itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isEmptySelector } from '../../selector.ts';
import { likelyScraperNamespaces, scrapersOf } from '../../network/scraped.ts';
import type { PodTemplate } from '../../pods.ts';
import type { World } from '../../world.ts';

/** Ports at which sidecars show their numbers. Set by Istio. */
const SIDECAR_METRICS = ['15020', '15090'];

export const ciliumEmptySelector = defineRule({
  id: 'cilium-empty-selector',
  severity: 'error',
  kinds: ['cilium.io/v2/CiliumNetworkPolicy'],
  asks: 'A peer {} in a CiliumNetworkPolicy is meant to be its own namespace: it is not everybody.',
  source:
    'https://docs.cilium.io/en/stable/network/kubernetes/policy/#namespaces; https://istio.io/latest/docs/ops/integrations/prometheus/',
  *check(manifest, world) {
    const specs = ciliumSpecs(manifest).filter(({ spec }) =>
      itemsAt(spec, 'ingress').some((rule) => itemsAt(rule, 'fromEndpoints').some(isEmptySelector)),
    );
    if (specs.length === 0) return;
    const namespace = manifest.object.metadata.namespace ?? '';
    const known = scrapersOf(world).flatMap(({ name, peer }) => (peer.kind === 'pod' ? { name, namespace: peer.namespace } : []));
    const scrapers =
      known.length > 0
        ? known
        : likelyScraperNamespaces(world).map((each) => ({ name: `Prometheus, most likely in ${each},`, namespace: each }));
    const [scraper] = scrapers;
    if (scrapers.some((each) => each.namespace === namespace) || hasPrometheus(world, namespace)) return;
    for (const { spec, path } of specs) {
      const rules = itemsAt(spec, 'ingress');
      for (const [index, rule] of rules.entries()) {
        if (!itemsAt(rule, 'fromEndpoints').some(isEmptySelector)) continue;
        const ports = itemsAt(rule, 'toPorts').flatMap((each) => itemsAt(each, 'ports').map((port) => text(at(port, 'port')) ?? ''));
        const metrics = ports.filter((port) => SIDECAR_METRICS.includes(port));
        if (metrics.length === 0 || rules.some((other) => other !== rule && opens(other, metrics))) continue;
        yield {
          path: `${path}.ingress[${index}].fromEndpoints`,
          message: `fromEndpoints: [{}] opens port ${metrics.join(', ')} to pods of ${namespace} only, and ${scraper?.name ?? 'no Prometheus that the tree shows'} is ${scraper === undefined ? 'among them' : 'outside it'}`,
          why: 'The numbers of the sidecars are never scraped: istio_requests_total stays empty, and so do the alerts and the canary analysis that read it.',
          fix: `Write fromEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": ${scraper?.namespace ?? 'monitoring'}}}] for ports ${SIDECAR_METRICS.join(' and ')}: merged metrics come from 15020.`,
          ...(known.length > 0 ? {} : { severity: 'warning' as const }),
        };
      }
    }
  },
});

function hasPrometheus(world: World, namespace: string): boolean {
  const places = world.once(
    'namespaces with a Prometheus',
    () =>
      new Set(
        world
          .podTemplates()
          .filter(looksLikePrometheus)
          .map((pod) => pod.namespace),
      ),
  );
  return places.has(namespace);
}

function looksLikePrometheus({ owner, labels }: PodTemplate): boolean {
  return [owner.object.metadata.name, ...Object.values(labels)].some((each) => each.includes('prometheus'));
}

/** Another rule lets somebody else to one of the ports. */
function opens(rule: unknown, ports: readonly string[]): boolean {
  const own = itemsAt(rule, 'toPorts').flatMap((each) => itemsAt(each, 'ports').map((port) => text(at(port, 'port')) ?? ''));
  return (
    (itemsAt(rule, 'toPorts').length === 0 || own.some((port) => ports.includes(port))) &&
    !itemsAt(rule, 'fromEndpoints').every(isEmptySelector)
  );
}
