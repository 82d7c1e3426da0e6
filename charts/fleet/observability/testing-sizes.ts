import { capacityOf } from '../../../lib/capacity/capacity.ts';
import type { KubeObject } from '../../../lib/manifest/manifest.ts';
import { Quantity } from '../../../lib/values/quantity.ts';
import { installedOn, type Made } from '../testing.ts';

/** Rows of section 18 of seed 004, as `cpu/memory` of requests and limits. */
export const ROWS: Readonly<Record<string, readonly [string, string]>> = {
  vault: ['100m/256Mi', '500m/512Mi'],
  prometheus: ['200m/512Mi', '1000m/2Gi'],
  thanos: ['100m/256Mi', '500m/1Gi'],
  loki: ['100m/256Mi', '500m/1Gi'],
  grafana: ['100m/128Mi', '500m/512Mi'],
  agent: ['50m/128Mi', '200m/256Mi'],
  promtail: ['50m/64Mi', '100m/128Mi'],
};

/** Namespaces whose charts are known by their values alone; of hooks and first containers nothing lasts. */
const BY_VALUES = ['argocd', 'cilium', 'metallb', 'local-path-provisioner'];
const PASSING = /init|certgen|helperPod/i;

export type What = 'cpu' | 'memory';

function requestedIn(values: unknown, what: What, path = ''): Quantity[] {
  if (typeof values !== 'object' || values === null || PASSING.test(path)) return [];
  return Object.entries(values as Record<string, { requests?: { cpu?: string; memory?: string } }>).flatMap(([key, value]) =>
    key === 'resources' && value.requests?.[what] !== undefined
      ? [Quantity.parse(value.requests[what])]
      : requestedIn(value, what, `${path}.${key}`),
  );
}

/** What pods on the worker ask for at rest, by what is known of them and by the values of charts. Unit: cores or bytes. */
export function askedOfWorkers({ cluster, objects, provided }: Made, fleet: readonly Made[], what: What): number {
  const lasting = provided.filter(({ metadata }) => !metadata.name.endsWith('-job'));
  const { scenarios, uncounted } = capacityOf({ nodes: cluster.nodes, objects, provided: lasting });
  const atRest = scenarios.find(({ without, load }) => without === undefined && load === 'rest');
  const workers = new Set(cluster.nodes.filter(({ role }) => role === 'worker').map(({ name }) => name));
  const counted = (atRest?.nodes ?? []).filter(({ node }) => workers.has(node)).map(({ requests }) => requests[what].toNumber());
  const known = [...installedOn(fleet, cluster.name)].filter(
    ([name, { destination }]) => BY_VALUES.includes(name) && !counts(objects, provided, destination.namespace, uncounted),
  );
  return [...counted, ...known.flatMap(([, { values }]) => requestedIn(values, what).map((each) => each.toNumber()))].reduce(
    (a, b) => a + b,
    0,
  );
}

/** Whether capacity knows the pods of a namespace. */
function counts(objects: readonly KubeObject[], provided: readonly KubeObject[], namespace: string, uncounted: readonly string[]): boolean {
  const pods = [...objects, ...provided].filter(
    ({ kind, metadata }) => /^(?:Deployment|DaemonSet|StatefulSet)$/.test(kind) && metadata.namespace === namespace,
  );
  return pods.length > 0 && !uncounted.includes(namespace);
}
