import type { LabelMatcher } from '../../metrics/promql-tree.ts';
import { Quantity } from '../../values/quantity.ts';
import type { PodTemplate } from '../pods.ts';
import { textAt } from '../read.ts';
import type { World } from '../world.ts';
import type { Selection } from './expression.ts';
import type { Range } from './value-range.ts';

/** Pods that a selector of cAdvisor's metrics is about, by namespace and by the beginning of their name. `undefined` where it cannot be told. */
export function podsMeant(world: World, matchers: readonly LabelMatcher[]): readonly PodTemplate[] | undefined {
  const namespaces = matchers.filter(({ label }) => label === 'namespace');
  const pods = matchers.filter(({ label }) => label === 'pod' || label === 'pod_name');
  if (![...namespaces, ...pods].some(({ operator }) => operator === '=' || operator === '=~')) return undefined;
  return world.podTemplates().filter(
    (pod) =>
      namespaces.every((matcher) => matches(matcher, pod.namespace)) &&
      // A pod's name is its owner's with something behind it.
      pods.every((matcher) => namesOf(pod).some((name) => matches(matcher, name))),
  );
}

function namesOf({ owner }: PodTemplate): readonly string[] {
  const { name } = owner.object.metadata;
  return [name, `${name}-7d9c5b6f4-x2x4z`, `${name}-0`];
}

/** As Prometheus matches: the whole text. An expression that only its engine reads may match anything. */
export function matches({ operator, value }: LabelMatcher, text: string): boolean {
  if (operator === '=' || operator === '!=') return (value === text) === (operator === '=');
  try {
    return new RegExp(`^(?:${value})$`).test(text) === (operator === '=~');
  } catch {
    return true;
  }
}

const CPU = 'container_cpu_usage_seconds_total';
const MEMORY = /^container_memory_(working_set|usage|rss)(_bytes)?$/;

/** The most that the pods of a selector may use, by their limits; `undefined` where one of them has none. Units: cores, bytes. */
export function podRange(world: World, { metric = '', matchers }: Selection, summedBy: readonly string[] | undefined): Range | undefined {
  const resource = metric === CPU ? 'cpu' : MEMORY.test(metric) ? 'memory' : undefined;
  if (resource === undefined) return undefined;
  // Summed over more than a pod it is bounded by the number of pods, which autoscalers decide.
  if (summedBy !== undefined && !summedBy.some((label) => label === 'pod' || label === 'pod_name' || label === 'container'))
    return undefined;
  const pods = podsMeant(world, matchers);
  if (pods === undefined || pods.length === 0) return undefined;
  let max = 0;
  for (const pod of pods) {
    const limit = limitOf(pod, resource);
    if (limit === undefined) return undefined;
    max = Math.max(max, limit);
  }
  // A sum over all series of a pod counts its containers and the pod's own group, unless the query leaves that out.
  const twice = summedBy !== undefined && !matchers.some(({ label }) => label === 'container' || label === 'image');
  return { min: 0, max: twice ? max * 2 : max };
}

const SIDECAR = { cpu: 'sidecar.istio.io/proxyCPULimit', memory: 'sidecar.istio.io/proxyMemoryLimit' } as const;

/** Limits that Istio's injection template gives a sidecar. @see https://github.com/istio/istio/blob/1.24.0/manifests/charts/istio-control/istio-discovery/values.yaml */
const SIDECAR_DEFAULT = { cpu: '2000m', memory: '1024Mi' } as const;

function limitOf(pod: PodTemplate, resource: 'cpu' | 'memory'): number | undefined {
  const containers = pod.containers.filter(({ init }) => !init).map(({ fields }) => amount(textAt(fields, `resources.limits.${resource}`)));
  if (containers.includes(undefined)) return undefined;
  const stated = pod.annotations[SIDECAR[resource]];
  const sidecar = pod.injection === 'no' && stated === undefined ? 0 : (amount(stated ?? SIDECAR_DEFAULT[resource]) ?? 0);
  return containers.reduce<number>((sum, each) => sum + (each ?? 0), sidecar);
}

function amount(written: string | undefined): number | undefined {
  try {
    return written === undefined ? undefined : Quantity.parse(written).toNumber();
  } catch {
    return undefined;
  }
}
