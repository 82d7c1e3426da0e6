import type { KubeObject } from '../../manifest/manifest.ts';
import { documentKind } from '../document.ts';
import { releasesOf } from '../hosts/releases.ts';
import type { PodTemplate } from '../pods.ts';
import { someString, textAt } from '../read.ts';
import { installsSomething } from '../schema/brought.ts';
import { kubeadmCalls } from '../texts/kubeadm.ts';
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

/** A script of the tree makes the cluster with kubeadm and installs charts into it, and nothing says a word about metrics-server. */
export function isMadeWithout(world: World): boolean {
  return world.once('made without metrics-server', () => {
    const makers = releasesOf(world).filter(({ open }) => open !== true);
    if (kubeadmCalls(world).length === 0 || makers.length < 3) return false;
    const kinds = ['Script', 'Config', 'TextFile', 'HelmValues', 'Workflow'] as const;
    const says = (text: string): boolean => /metrics-server|metrics\.k8s\.io|prometheus-adapter/.test(text);
    const texts = kinds.some((kind) => world.ofKind(documentKind(kind)).some(({ object }) => someString(object, says)));
    return (
      !texts &&
      !releasesOf(world).some(({ chart }) => says(chart)) &&
      !world.podTemplates().some(({ owner }) => says(owner.object.metadata.name))
    );
  });
}
