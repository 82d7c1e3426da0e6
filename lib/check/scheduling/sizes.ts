import type { Quantity } from '../../values/quantity.ts';
import { istioValues } from '../mesh/settings.ts';
import type { PodTemplate } from '../pods.ts';
import { fields, fieldsAt, itemsAt, textAt, type Fields } from '../read.ts';
import { quantityOf } from '../quantities.ts';
import type { World } from '../world.ts';
import { amount, most, NOTHING, plus, type Amount } from './amount.ts';

/** What a container or pod asks for, and what it may use at most. */
export interface Sizes {
  readonly requests: Amount;
  /** `undefined` where a container states none, so that the pod may use whatever the node has. */
  readonly limits: { readonly cpu: Quantity | undefined; readonly memory: Quantity | undefined };
}

// Beside the sizes that are made of them.
export { quantityOf };

/**
 * What each sidecar gets where neither its pod nor the installed mesh says so: the defaults of Istio's chart.
 * @see https://github.com/istio/istio/blob/1.24.6/manifests/charts/istio-control/istio-discovery/values.yaml
 */
const SIDECAR: Sizes = { requests: amount('100m', '128Mi'), limits: amount('2', '1Gi') };

/**
 * What the scheduler reserves for a pod: its containers together, or the greediest init container with the sidecars beside it,
 * whichever is more. The mesh's sidecar counts where it is surely injected.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function podSizes(world: World, pod: PodTemplate): Sizes {
  const mesh = pod.injection === 'yes' ? [sidecarSizes(world, pod)] : [];
  let together: Sizes = { requests: NOTHING, limits: NOTHING };
  for (const each of mesh) together = add(together, each);
  for (const each of pod.containers) if (!each.init) together = add(together, containerSizes(each.fields, defaultsOf(world, pod)));
  let { requests } = together;
  for (const each of pod.containers) if (each.init) requests = most(requests, containerSizes(each.fields, defaultsOf(world, pod)).requests);
  return { requests, limits: together.limits };
}

/** Of one container; a request that is left out is the limit, and the namespace's LimitRange fills in what is left. */
export function containerSizes(container: Fields, defaults: Fields = {}): Sizes {
  const own = (path: string): Quantity | undefined => quantityOf(textAt(container, `resources.${path}`));
  const filled = (list: string, name: string): Quantity | undefined => quantityOf(textAt(defaults, `${list}.${name}`));
  const limit = (name: 'cpu' | 'memory'): Quantity | undefined => own(`limits.${name}`) ?? filled('default', name);
  const request = (name: 'cpu' | 'memory'): Quantity =>
    own(`requests.${name}`) ?? own(`limits.${name}`) ?? filled('defaultRequest', name) ?? filled('default', name) ?? NOTHING[name];
  return {
    requests: { cpu: request('cpu'), memory: request('memory') },
    limits: { cpu: limit('cpu'), memory: limit('memory') },
  };
}

/** What a LimitRange of the namespace gives to containers that say nothing. */
export function defaultsOf(world: World, pod: PodTemplate): Fields {
  return limitRanges(world, pod.namespace).find((each) => 'default' in each || 'defaultRequest' in each) ?? {};
}

/** Entries for containers of the LimitRanges of a namespace. */
export function limitRanges(world: World, namespace: string): readonly Fields[] {
  return world
    .inNamespace('v1/LimitRange', namespace)
    .flatMap(({ object }) => itemsAt(object, 'spec.limits'))
    .filter((each) => textAt(each, 'type') === 'Container')
    .map(fields);
}

/** The proxy that the mesh puts beside the containers: as the pod's annotations say, as the mesh is installed, or as its chart has it. */
export function sidecarSizes(world: World, { annotations }: PodTemplate): Sizes {
  const at = (name: string): Quantity | undefined => quantityOf(annotations[`sidecar.istio.io/${name}`]);
  const [cpu, memory] = [at('proxyCPU'), at('proxyMemory')];
  // One annotation replaces all settings of the mesh.
  if (cpu !== undefined || memory !== undefined) {
    const requests = { cpu: cpu ?? NOTHING.cpu, memory: memory ?? NOTHING.memory };
    return { requests, limits: { cpu: at('proxyCPULimit'), memory: at('proxyMemoryLimit') } };
  }
  return world.once('sidecar sizes', () => {
    for (const { values } of istioValues(world)) {
      const resources = fieldsAt(values, 'global.proxy.resources');
      if (Object.keys(resources).length > 0) return containerSizes({ resources });
    }
    return SIDECAR;
  });
}

function add(a: Sizes, b: Sizes): Sizes {
  const both = (x: Quantity | undefined, y: Quantity | undefined): Quantity | undefined => (x && y ? x.plus(y) : undefined);
  return {
    requests: plus(a.requests, b.requests),
    limits: { cpu: both(a.limits.cpu, b.limits.cpu), memory: both(a.limits.memory, b.limits.memory) },
  };
}
