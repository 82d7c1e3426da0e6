import type { World } from '../world.ts';

/** Argo CD brings Services of its own to where its Applications are; most trees do not hold them, for it was there first. */
export function isOfArgoCd(world: World, namespace: string, labels: Readonly<Record<string, string>>): boolean {
  const runs = world.installers().some(({ manifest }) => manifest.object.metadata.namespace === namespace);
  const own = Object.entries(labels).some(
    ([label, value]) => /^argocd(-|$)/.test(value) && (label !== 'app.kubernetes.io/name' || SERVICES.has(value)),
  );
  return runs && own && world.inNamespace('v1/Service', namespace).every(({ object }) => !SERVICES.has(object.metadata.name));
}

/** @see https://github.com/argoproj/argo-cd/blob/v3.1.0/manifests/install.yaml */
const SERVICES: ReadonlySet<string> = new Set(
  ['metrics', 'server', 'server-metrics', 'repo-server', 'dex-server', 'redis', 'applicationset-controller']
    .concat('notifications-controller-metrics', 'notifications-controller')
    .map((name) => `argocd-${name}`),
);
