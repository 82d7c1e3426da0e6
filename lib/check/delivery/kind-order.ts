import { homeOf, orderOf, type Order } from './order.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/**
 * In which order Argo CD applies the kinds of one wave; others come last. It waits for none of them within the wave.
 * @see https://github.com/argoproj/gitops-engine/blob/master/pkg/sync/sync_tasks.go
 */
const KINDS = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleList',
  'ClusterRoleBinding',
  'ClusterRoleBindingList',
  'Role',
  'RoleList',
  'RoleBinding',
  'RoleBindingList',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'Ingress',
  'APIService',
];
const RANKS: ReadonlyMap<string, number> = new Map(KINDS.map((kind, index) => [kind, index]));

/** The order of an object and another one, where Argo CD surely applies the other one later: in a later wave, or later in the same. */
export function appliedLater(world: World, own: WorldObject, other: WorldObject): Order | undefined {
  if (homeOf(world, own) === undefined) return undefined;
  const order = orderOf(world, own, other);
  if (order.is === 'later' || order.is === 'loose') return order;
  const fork = order.own.manifest === own && order.other.manifest === other && order.own.sync === order.other.sync;
  if (order.is !== 'together' || !fork || order.own.time.phase === undefined || order.own.time.phase !== order.other.time.phase)
    return undefined;
  return rankOf(other) > rankOf(own) ? order : undefined;
}

function rankOf({ object }: WorldObject): number {
  return RANKS.get(object.kind) ?? KINDS.length;
}
