import { isGatewayPod } from './sidecar.ts';
import { releasesOf } from '../hosts/releases.ts';
import { at, items, numberAt, textAt, textsAt } from '../read.ts';
import type { Labels } from '../selector.ts';
import type { World } from '../world.ts';

/** Pods of gateways, by their labels: those of the tree, and those that Istio's gateway chart makes. */
export interface GatewayPods {
  readonly labels: Labels;
  readonly namespace: string;
  /** Ports of the Service that a chart puts in front of them; `undefined` where nobody knows. */
  readonly ports?: readonly number[] | undefined;
}

/** What the chart opens unless its values say otherwise: readiness, HTTP and HTTPS. */
const PORTS = [15021, 80, 443];

export function gatewayPods(world: World): readonly GatewayPods[] {
  return world.once('gateway pods', () => {
    const shown = world
      .podTemplates()
      .filter((pod) => isGatewayPod(pod) || /(ingress|egress|eastwest)-?gateway/.test(pod.labels['istio'] ?? ''));
    return [...shown.map(({ labels, namespace }) => ({ labels, namespace })), ...ofCharts(world)];
  });
}

/**
 * The chart `gateway` labels its pods with the release name: `app: <release>`, `istio: <release without "istio-">`, unless its values say otherwise.
 * @see https://github.com/istio/istio/blob/1.24.0/manifests/charts/gateway/templates/_helpers.tpl
 */
function ofCharts(world: World): readonly GatewayPods[] {
  return releasesOf(world).flatMap(({ chart, name: release, namespace, values, open }) => {
    if (chart !== 'gateway') return [];
    const name = textAt(values, 'name') ?? release;
    const stated = at(values, 'service.ports');
    const known = open !== true && textAt(values, 'service.type') !== 'None';
    const ports = known ? (stated === undefined ? PORTS : items(stated).flatMap((each) => numberAt(each, 'port') ?? [])) : undefined;
    return [{ labels: { app: name, istio: name.replace(/^istio-/, ''), ...textsAt(values, 'labels') }, namespace, ports }];
  });
}
