import type { Cluster } from '../lib/inventory/cluster.ts';

/** Pods, processor and memory that the sources say a namespace takes. */
export interface StatedCapacity {
  readonly pods: number;
  readonly cpu: string;
  readonly memory: string;
}

/** By the inventory's `system`. Informative: where the sources differ, the sum of the workloads counts (seed 002, capacity; §18 nos. 18, 19, 53). */
const STATED: Readonly<Record<string, Readonly<Record<string, StatedCapacity>>>> = {
  blog: {
    'blog-system': { pods: 7, cpu: '850m', memory: '1.7Gi' },
    monitoring: { pods: 10, cpu: '1200m', memory: '3.5Gi' },
    argocd: { pods: 5, cpu: '500m', memory: '1Gi' },
    falco: { pods: 4, cpu: '400m', memory: '1Gi' },
    'istio-system': { pods: 2, cpu: '300m', memory: '640Mi' },
    'kube-system': { pods: 12, cpu: '600m', memory: '1.5Gi' },
  },
};

/** What the sources state of each namespace of a system; nothing for one that they do not describe. */
export function statedCapacityOf({ system }: Cluster): Readonly<Record<string, StatedCapacity>> {
  return (Object.hasOwn(STATED, system) ? STATED[system] : undefined) ?? {};
}
