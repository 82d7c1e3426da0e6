import { documentKind } from '../document.ts';
import { strings, textAt } from '../read.ts';
import type { World } from '../world.ts';

/** Words in the name of what brings the definitions of a group, where the group's own name is not one. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'autoscaling.k8s.io': ['vertical-pod-autoscaler', 'vpa'],
  'argoproj.io': ['argo'],
  'argoproj.io/Rollout': ['argo-rollouts', 'argo/rollouts', 'argorollouts'],
  'argoproj.io/AnalysisTemplate': ['argo-rollouts', 'argo/rollouts', 'argorollouts'],
  'argoproj.io/Workflow': ['argo-workflows', 'argo/workflows', 'argoworkflows'],
  'argoproj.io/CronWorkflow': ['argo-workflows', 'argo/workflows', 'argoworkflows'],
  'bitnami.com': ['sealed-secrets'],
  'cilium.io': ['cilium'],
  'extensions.istio.io': ['istio'],
  'gateway.networking.k8s.io': ['gateway-api', 'standard-install', 'experimental-install', 'istio', 'cilium', 'envoy'],
  'helm.toolkit.fluxcd.io': ['flux', 'gotk'],
  'image.toolkit.fluxcd.io': ['flux', 'gotk'],
  'kustomize.toolkit.fluxcd.io': ['flux', 'gotk'],
  'monitoring.coreos.com': ['prometheus-operator', 'prometheus-stack', 'kube-prometheus'],
  'networking.istio.io': ['istio'],
  'notification.toolkit.fluxcd.io': ['flux', 'gotk'],
  'postgresql.cnpg.io': ['cloudnative', 'cnpg'],
  'security.istio.io': ['istio'],
  'snapshot.storage.k8s.io': ['snapshot'],
  'source.toolkit.fluxcd.io': ['flux', 'gotk'],
  'telemetry.istio.io': ['istio'],
};

/** What the owner of a group is called: `strimzi` of `kafka.strimzi.io`. */
function wordsOf(group: string): readonly string[] {
  const known = WORDS[group];
  if (known !== undefined) return known;
  const parts = group.split('.').slice(0, -1);
  const words = parts.filter(
    (part) => part.length > 3 && !['k8s', 'apps', 'core', 'operator', 'toolkit', 'x-k8s', 'kubernetes'].includes(part),
  );
  return words.length > 0 ? words : parts;
}

/** Everything in the tree that may install something else: charts, bases, scripts, infrastructure code. In lower case. */
function installing(world: World): string {
  return world.once('texts that install', () => {
    const texts: string[] = [];
    for (const { manifest, spec } of world.installers()) {
      texts.push(manifest.object.metadata.name);
      for (const { value } of strings({ source: spec['source'], sources: spec['sources'] })) if (value.length < 200) texts.push(value);
    }
    for (const kind of [
      'helm.toolkit.fluxcd.io/v2/HelmRelease',
      'kustomize.config.k8s.io/v1beta1/Kustomization',
      'helm.cattle.io/v1/HelmChart',
    ]) {
      for (const { object } of world.ofKind(kind)) {
        const { values: _, ...spec } = (object['spec'] ?? {}) as Record<string, unknown>;
        const about = { ...object, spec };
        for (const { value } of strings(about)) if (value.length < 200) texts.push(value);
      }
    }
    for (const { object } of world.ofKind(documentKind('HelmValues'))) {
      texts.push(textAt(object, 'chart') ?? '', textAt(object, 'release') ?? '', object.metadata.name);
    }
    for (const kind of ['Script', 'TextFile', 'Workflow', 'Config', 'Guide', 'Aside'] as const) {
      for (const { object } of world.ofKind(documentKind(kind))) for (const { value } of strings(object)) texts.push(value);
    }
    return texts.join('\n').toLowerCase();
  });
}

/** Whether something in the tree seems to bring the definition of a kind. */
export function isBrought(group: string, kind: string, world: World): boolean {
  return (WORDS[`${group}/${kind}`] ?? wordsOf(group)).some((word) => installing(world).includes(word));
}

/** Whether the tree installs anything at all: one with applications alone leaves the platform to another. */
export function installsSomething(world: World): boolean {
  return world.once('installs something', () => {
    const charts = world.installers().some(({ sources }) => sources.some(({ chart }) => chart !== undefined));
    const kinds = ['apiextensions.k8s.io/v1/CustomResourceDefinition', 'helm.toolkit.fluxcd.io/v2/HelmRelease', documentKind('HelmValues')];
    return charts || kinds.some((kind) => world.ofKind(kind).length > 0);
  });
}
