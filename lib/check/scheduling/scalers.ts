import type { KubeObject } from '../../manifest/manifest.ts';
import { releasesOf } from '../hosts/releases.ts';
import type { PodTemplate } from '../pods.ts';
import { textAt } from '../read.ts';
import { installsSomething } from '../schema/brought.ts';
import type { World } from '../world.ts';

const KINDS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1/Deployment',
  StatefulSet: 'apps/v1/StatefulSet',
  Rollout: 'argoproj.io/v1alpha1/Rollout',
  ReplicaSet: 'apps/v1/ReplicaSet',
};

/** The pods that an autoscaler scales, where the tree has them. */
export function targetPod(world: World, scaler: KubeObject): PodTemplate | undefined {
  const kind = KINDS[textAt(scaler, 'spec.scaleTargetRef.kind') ?? 'Deployment'];
  const target =
    kind === undefined ? undefined : world.find(kind, scaler.metadata.namespace ?? '', textAt(scaler, 'spec.scaleTargetRef.name') ?? '');
  return target === undefined ? undefined : world.podTemplate(target);
}

/** Who serves each type of metric, by the name of the API, the chart or the workload. */
const SERVERS: Readonly<Record<string, { readonly api: RegExp; readonly by: RegExp }>> = {
  Resource: { api: /\.metrics\.k8s\.io$/, by: /metrics-server|prometheus-adapter/ },
  ContainerResource: { api: /\.metrics\.k8s\.io$/, by: /metrics-server|prometheus-adapter/ },
  Pods: { api: /custom\.metrics\.k8s\.io$/, by: /adapter|keda|datadog/ },
  Object: { api: /custom\.metrics\.k8s\.io$/, by: /adapter|keda|datadog/ },
  External: { api: /external\.metrics\.k8s\.io$/, by: /adapter|keda|datadog/ },
};

/** Whether something serves metrics of a type; only known where the tree is everything there is. */
export function servesMetrics(world: World, type: string): boolean {
  const server = SERVERS[type];
  // A tree with applications alone leaves the platform to another.
  if (world.facts.whole !== true || server === undefined || !installsSomething(world)) return true;
  return world.once(`serves ${type} metrics`, () => {
    const apis = world.ofKind('apiregistration.k8s.io/v1/APIService').map(({ object }) => object.metadata.name);
    const names = [...world.podTemplates().map(({ owner }) => owner.object.metadata.name), ...releasesOf(world).map(({ chart }) => chart)];
    return apis.some((name) => server.api.test(name)) || names.some((name) => server.by.test(name));
  });
}
