import type { KubeObject } from '../manifest/manifest.ts';
import { amount } from '../check/scheduling/amount.ts';
import type { Demand } from './demand.ts';
import type { CapacityNode } from './place.ts';

/** `{ requests: { cpu: '100m', memory: '128Mi' }, limits: … }`, both sides alike unless a limit is given. */
export function resources(cpu: string, memory: string, limits?: readonly [string, string]): object {
  return { requests: { cpu, memory }, ...(limits === undefined ? {} : { limits: { cpu: limits[0], memory: limits[1] } }) };
}

interface WorkloadParts {
  readonly kind?: string;
  readonly namespace?: string;
  readonly containers?: readonly object[];
  readonly pod?: object;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: object;
}

/** A workload of one container that asks for 100m and 128Mi, or of what the parts say. */
export function workload(name: string, parts: WorkloadParts = {}): KubeObject {
  const {
    kind = 'Deployment',
    namespace = 'shop',
    containers = [{ name, resources: resources('100m', '128Mi') }],
    pod,
    annotations,
    spec,
  } = parts;
  const template = { metadata: { labels: { app: name }, annotations }, spec: { containers, ...pod } };
  const group = kind === 'Rollout' ? 'argoproj.io/v1alpha1' : kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  return {
    apiVersion: group,
    kind,
    metadata: { name, namespace },
    spec: kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template, ...spec },
  };
}

/** A Rollout whose canary is routed, so that one pod more than its set runs while a new version comes. */
export function rollout(name: string, parts: WorkloadParts = {}): KubeObject {
  const strategy = { canary: { dynamicStableScale: true, trafficRouting: { istio: {} } } };
  return workload(name, { ...parts, kind: 'Rollout', spec: { strategy } });
}

export function autoscaler(kind: string, name: string, minReplicas: number, maxReplicas: number): KubeObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: `${name}-hpa`, namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind, name }, minReplicas, maxReplicas },
  };
}

export function namespace(name: string, labels: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** An Application that installs a chart into a namespace. */
export function installed(name: string, into: string, wave: number, valuesObject: object = {}): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } },
    spec: { destination: { namespace: into }, source: { chart: name, helm: { valuesObject } } },
  };
}

/** What a workload of one lasting pod asks for, 1 core and 1Gi unless told otherwise. */
export function demand(workload: string, parts: Partial<Demand> = {}): Demand {
  return {
    namespace: 'shop',
    workload,
    labels: { app: workload },
    requests: amount('1', '1Gi'),
    limits: { cpu: undefined, memory: undefined },
    sidecar: false,
    tolerations: [],
    everyNode: false,
    pods: { rest: 1, most: 1, surge: 0 },
    lasting: true,
    spread: undefined,
    wave: 0,
    ...parts,
  };
}

export function node(name: string, parts: Partial<CapacityNode> = {}): CapacityNode {
  return { name, role: 'worker', schedulable: true, ...amount('4', '8Gi'), ...parts };
}

/** A tainted control plane. */
export function controlPlane(name: string): CapacityNode {
  return node(name, { role: 'control-plane', schedulable: false });
}
