import type { PodTemplate } from '../pods.ts';
import { at, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { isNodeProgram } from './agents.ts';
import { givenRoles } from './bindings.ts';

/** Accounts that some role is given to, and whether anybody in the tree goes without a token. */
export interface Accounts {
  readonly careful: boolean;
  /** `namespace/name` */
  readonly bound: ReadonlySet<string>;
}

export function boundAccounts(world: World): Accounts {
  return world.once('accounts with roles', () => {
    const bound = new Set<string>();
    for (const { binding, subject } of givenRoles(world))
      bound.add(`${textAt(subject, 'namespace') ?? binding.object.metadata.namespace ?? ''}/${textAt(subject, 'name') ?? ''}`);
    const careful =
      world.podTemplates().some((pod) => !pod.provided && pod.spec['automountServiceAccountToken'] === false) ||
      world
        .ofKind('v1/ServiceAccount')
        .some((each) => !world.isProvided(each) && at(each.object, 'automountServiceAccountToken') === false);
    return { careful, bound };
  });
}

/** Programs that speak to the API server, by their names; their roles may stand in another tree. */
export function usesApi(pod: PodTemplate): boolean {
  if (isNodeProgram(pod)) return true;
  const names = [pod.owner.object.metadata.name, ...pod.containers.flatMap(({ image = '' }) => image)];
  return names.some((name) =>
    /operator|controller|kubectl|k8s|kube|argo|istio|proxyv2|prometheus|grafana|vault|velero|cert-manager|external-|reloader|descheduler|autoscaler|adapter|webhook|dashboard|kiali|keda|traefik|ingress|gateway|jenkins|runner|talon|sidekick/.test(
      name,
    ),
  );
}
