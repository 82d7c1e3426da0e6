import { Quantity } from '../values/quantity.ts';

/** What of an object counts here; everything else may be there. */
interface PlainObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
  readonly spec?: unknown;
}

/** What a ResourceQuota counts of pods. */
export const COUNTED = ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'] as const;

/** Pods of a namespace at one moment, and what they take together. */
export type Demand = Readonly<Record<(typeof COUNTED)[number], Quantity>> & { readonly pods: number };

export interface Budget {
  /** Autoscalers at their minimum. */
  readonly minimum: Demand;
  /** Autoscalers at their maximum. */
  readonly maximum: Demand;
  /** The same while every Deployment is replaced at once. */
  readonly surge: Demand;
  /** One pod of each Job beside all others. */
  readonly jobs: Demand;
}

interface Bounds {
  readonly cpu?: string;
  readonly memory?: string;
}

interface Container {
  readonly resources?: { readonly requests?: Bounds; readonly limits?: Bounds };
}

interface Template {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly Container[]; readonly initContainers?: readonly Container[] };
}

interface Spec {
  readonly replicas?: number;
  readonly strategy?: { readonly type?: string };
  readonly template?: Template;
  readonly jobTemplate?: { readonly spec: { readonly template: Template } };
}

interface ScalerSpec {
  readonly scaleTargetRef: { readonly kind: string; readonly name: string };
  readonly minReplicas?: number;
  readonly maxReplicas: number;
}

/** What Istio gives to a sidecar of which its pod says nothing. @see https://istio.io/v1.20/docs/reference/config/istio.operator.v1alpha1/ */
const ISTIO_DEFAULT = { 'requests.cpu': '100m', 'requests.memory': '128Mi', 'limits.cpu': '2000m', 'limits.memory': '1Gi' } as const;

const ANNOTATION = {
  'requests.cpu': 'sidecar.istio.io/proxyCPU',
  'requests.memory': 'sidecar.istio.io/proxyMemory',
  'limits.cpu': 'sidecar.istio.io/proxyCPULimit',
  'limits.memory': 'sidecar.istio.io/proxyMemoryLimit',
} as const;

/** Share of the pods that a Deployment may have too many of while it is replaced, rounded up: Kubernetes' own default. */
const MAX_SURGE = 0.25;

/** What the objects of a namespace let its pods ask for. @param injected whether pods get a sidecar unless they opt out */
export function budgetOf(objects: readonly PlainObject[], namespace: string, injected: boolean): Budget {
  const own = objects.filter(({ metadata }) => metadata.namespace === namespace);
  const scalers = own.filter(({ kind }) => kind === 'HorizontalPodAutoscaler').map(({ spec }) => spec as ScalerSpec);
  const lasting: { readonly size: Demand; readonly min: number; readonly max: number; readonly surge: number }[] = [];
  const jobs: Demand[] = [];
  for (const { kind, metadata, spec } of own) {
    const { replicas = 1, strategy, template, jobTemplate } = (spec ?? {}) as Spec;
    if (kind === 'CronJob' && jobTemplate !== undefined) jobs.push(sizeOf(jobTemplate.spec.template, injected));
    if (kind === 'Job' && template !== undefined) jobs.push(sizeOf(template, injected));
    if ((kind !== 'Deployment' && kind !== 'StatefulSet') || template === undefined) continue;
    const scaler = scalers.find(({ scaleTargetRef: target }) => target.kind === kind && target.name === metadata.name);
    const max = scaler?.maxReplicas ?? replicas;
    const surges = kind === 'Deployment' && strategy?.type !== 'Recreate';
    lasting.push({
      size: sizeOf(template, injected),
      min: scaler === undefined ? replicas : (scaler.minReplicas ?? 1),
      max,
      surge: surges ? Math.ceil(max * MAX_SURGE) : 0,
    });
  }
  return {
    minimum: together(lasting.map(({ size, min }) => times(size, min))),
    maximum: together(lasting.map(({ size, max }) => times(size, max))),
    surge: together(lasting.map(({ size, max, surge }) => times(size, max + surge))),
    jobs: together(jobs),
  };
}

/** Containers that run side by side, the sidecar among them; what runs before them counts where it is more. */
function sizeOf({ metadata, spec }: Template, injected: boolean): Demand {
  const annotations = metadata?.annotations ?? {};
  const sidecar = injected && annotations['sidecar.istio.io/inject'] !== 'false';
  const stated = COUNTED.some((key) => annotations[ANNOTATION[key]] !== undefined);
  return demand(1, (key) => {
    const own = Quantity.sum(spec.containers.map((each) => amountOf(each, key)));
    // One annotation alone makes the injector forget its defaults for the rest (seed 003, section 6).
    const proxy = annotations[ANNOTATION[key]] ?? (stated ? '0' : ISTIO_DEFAULT[key]);
    const running = sidecar ? own.plus(Quantity.parse(proxy)) : own;
    return (spec.initContainers ?? [])
      .map((each) => amountOf(each, key))
      .reduce((most, each) => (each.compare(most) > 0 ? each : most), running);
  });
}

function amountOf({ resources }: Container, key: (typeof COUNTED)[number]): Quantity {
  const [side, what] = key.split('.') as ['limits' | 'requests', 'cpu' | 'memory'];
  return Quantity.parse(resources?.[side]?.[what] ?? '0');
}

function times(size: Demand, pods: number): Demand {
  return demand(pods, (key) => size[key].times(pods));
}

/** All of them at once. */
export function together(demands: readonly Demand[]): Demand {
  return demand(
    demands.reduce((sum, { pods }) => sum + pods, 0),
    (key) => Quantity.sum(demands.map((each) => each[key])),
  );
}

function demand(pods: number, amount: (key: (typeof COUNTED)[number]) => Quantity): Demand {
  const [limitsCpu, limitsMemory, requestsCpu, requestsMemory] = COUNTED.map(amount) as [Quantity, Quantity, Quantity, Quantity];
  return { pods, 'limits.cpu': limitsCpu, 'limits.memory': limitsMemory, 'requests.cpu': requestsCpu, 'requests.memory': requestsMemory };
}
