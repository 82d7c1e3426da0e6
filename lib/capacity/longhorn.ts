import { at, textAt } from '../check/read.ts';
import type { World } from '../check/world.ts';
import { Quantity } from '../values/quantity.ts';
import { NOTHING } from '../check/scheduling/amount.ts';
import type { Demand } from './demand.ts';
import type { CapacityNode } from './place.ts';

/**
 * Share of a node's processor that Longhorn 1.7 reserves for the manager of its engines and replicas. Unit: percent.
 * @see https://longhorn.io/docs/1.7.2/references/settings/#guaranteed-instance-manager-cpu
 */
export const INSTANCE_MANAGER_PERCENT = 12;

/**
 * Longhorn starts one more pod on each of its nodes, which no chart renders: it makes it itself, with a share of the node as its
 * request.
 */
export function instanceManagers(world: World, nodes: readonly CapacityNode[]): readonly Demand[] {
  const installer = world.ofKind('argoproj.io/v1alpha1/Application').find(({ object }) => at(object, 'spec.source.chart') === 'longhorn');
  if (installer === undefined) return [];

  const settings = 'spec.source.helm.valuesObject.defaultSettings';
  const [key, effect] = (textAt(installer.object, `${settings}.taintToleration`) ?? '').split(':');
  const percent = Number(textAt(installer.object, `${settings}.guaranteedInstanceManagerCPU`) ?? INSTANCE_MANAGER_PERCENT);
  const wave = Number(installer.object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
  return nodes.map((node) => ({
    namespace: textAt(installer.object, 'spec.destination.namespace') ?? '',
    workload: `InstanceManager of ${node.name}`,
    labels: {},
    requests: { ...NOTHING, cpu: Quantity.parse(`${Math.round(node.cpu.toNumber() * percent * 10)}m`) },
    limits: { cpu: undefined, memory: undefined },
    sidecar: false,
    tolerations: key === undefined || key === '' ? [] : [{ key, effect }],
    node: node.name,
    everyNode: true,
    pods: { rest: 1, most: 1, surge: 0 },
    lasting: true,
    spread: undefined,
    wave,
  }));
}
